/** The explicit, alphabetical list of all parsers. A parser that is not in it does not exist for the program. */
import { androidDownloadProvider } from './apps/android/browsers/downloadProvider.ts'
import { androidDahuaDevices } from './apps/android/cameras/dahuaDevices.ts'
import { androidDahuaSmartHome } from './apps/android/cameras/dahuaSmartHome.ts'
import { androidHikvisionImages } from './apps/android/cameras/hikvisionImages.ts'
import { androidCallLog, androidCallLogLegacy } from './apps/android/contactsAndCalls/callLog.ts'
import { androidCallLogSamsung } from './apps/android/contactsAndCalls/callLogSamsung.ts'
import { androidContacts } from './apps/android/contactsAndCalls/contacts.ts'
import { androidCallScreening, androidGoogleDialer } from './apps/android/contactsAndCalls/googleDialer.ts'
import { androidSimInfo } from './apps/android/contactsAndCalls/simInfo.ts'
import { androidSimVerifications } from './apps/android/contactsAndCalls/simVerifications.ts'
import { androidTruecaller } from './apps/android/contactsAndCalls/truecaller.ts'
import { androidKijijiAccount, androidKleinanzeigenAccount } from './apps/android/datingAndAds/adAccounts.ts'
import { androidBadooConnections } from './apps/android/datingAndAds/badooConnections.ts'
import { androidBumbleBadoo } from './apps/android/datingAndAds/bumbleBadoo.ts'
import { androidHinge } from './apps/android/datingAndAds/hinge.ts'
import { androidKijijiKleinanzeigen } from './apps/android/datingAndAds/kijijiKleinanzeigen.ts'
import { androidKijijiSearches } from './apps/android/datingAndAds/kijijiSearches.ts'
import { androidKleinanzeigenSearches } from './apps/android/datingAndAds/kleinanzeigenSearches.ts'
import { androidMeetMe } from './apps/android/datingAndAds/meetMe.ts'
import { androidSkout } from './apps/android/datingAndAds/skout.ts'
import { androidTinder } from './apps/android/datingAndAds/tinder.ts'
import { androidGoogleMessages } from './apps/android/messages/bugle.ts'
import { androidMessages } from './apps/android/messages/messages.ts'
import { androidTelephonyBackup } from './apps/android/messages/telephonyBackup.ts'
import { androidBurner } from './apps/android/messengers/burner.ts'
import { androidGoogleVoice } from './apps/android/messengers/googleVoice.ts'
import { androidInstagram } from './apps/android/messengers/instagram.ts'
import { androidKik } from './apps/android/messengers/kik.ts'
import { androidKikAccount } from './apps/android/messengers/kikAccount.ts'
import { androidLine } from './apps/android/messengers/line.ts'
import { androidLineCalls } from './apps/android/messengers/lineCalls.ts'
import { androidMessenger } from './apps/android/messengers/messenger.ts'
import { androidMessengerLegacy } from './apps/android/messengers/messengerLegacy.ts'
import { androidSideline } from './apps/android/messengers/sideline.ts'
import { androidSignal } from './apps/android/messengers/signal.ts'
import { androidSignalAccount } from './apps/android/messengers/signalAccount.ts'
import { androidSignalLegacy } from './apps/android/messengers/signalLegacy.ts'
import { androidSnapchat } from './apps/android/messengers/snapchat.ts'
import { androidSnapchatFriends } from './apps/android/messengers/snapchatFriends.ts'
import { androidSnapchatLegacy } from './apps/android/messengers/snapchatLegacy.ts'
import { androidTelegram, androidTelegramLegacy } from './apps/android/messengers/telegram.ts'
import { androidTelegramContacts } from './apps/android/messengers/telegramContacts.ts'
import { androidTextNow } from './apps/android/messengers/textNow.ts'
import { androidTiktok } from './apps/android/messengers/tiktok.ts'
import { androidTiktokContacts, androidTiktokUsers } from './apps/android/messengers/tiktokContacts.ts'
import { androidViber } from './apps/android/messengers/viber.ts'
import { androidViberCalls } from './apps/android/messengers/viberCalls.ts'
import { androidBookingAccount } from './apps/android/moneyAndTravel/bookingAccount.ts'
import { androidBookingNotifications } from './apps/android/moneyAndTravel/bookingNotifications.ts'
import { androidBookingProfile, androidBookingSearch } from './apps/android/moneyAndTravel/bookingSettings.ts'
import { androidBookingStays } from './apps/android/moneyAndTravel/bookingStays.ts'
import { androidBreadWallet } from './apps/android/moneyAndTravel/breadWallet.ts'
import { androidCashApp } from './apps/android/moneyAndTravel/cashApp.ts'
import { androidMetamask } from './apps/android/moneyAndTravel/metamask.ts'
import { androidPayPalSessions } from './apps/android/moneyAndTravel/payPalSessions.ts'
import { androidRevolutRecipients } from './apps/android/moneyAndTravel/revolutRecipients.ts'
import { androidRyanair } from './apps/android/moneyAndTravel/ryanair.ts'
import { androidUberAccount } from './apps/android/moneyAndTravel/uberAccount.ts'
import { androidUberPlaces } from './apps/android/moneyAndTravel/uberPlaces.ts'
import { androidCalendar } from './apps/android/notesAndCalendar/calendar.ts'
import { androidAppAccesses } from './apps/android/phoneUse/appAccesses.ts'
import { androidNotificationHistory } from './apps/android/phoneUse/notificationHistory.ts'
import { androidRecentTasks } from './apps/android/phoneUse/recentTasks.ts'
import { androidUsageStats } from './apps/android/phoneUse/usageStats.ts'
import { androidWellbeing } from './apps/android/phoneUse/wellbeing.ts'
import { androidCameraRoll } from './apps/android/pictures/cameraRoll.ts'
import { androidGooglePhotos } from './apps/android/pictures/googlePhotos.ts'
import { androidGooglePhotosTrash } from './apps/android/pictures/googlePhotosTrash.ts'
import { androidMediaStore } from './apps/android/pictures/mediaStore.ts'
import { androidSamsungTrash } from './apps/android/pictures/samsungTrash.ts'
import { androidAllTrails } from './apps/android/places/allTrails.ts'
import { androidLife360Members, androidLife360Places } from './apps/android/places/life360Circles.ts'
import { androidLife360Drives } from './apps/android/places/life360Drives.ts'
import { androidLife360Events } from './apps/android/places/life360Events.ts'
import { androidLife360Messages } from './apps/android/places/life360Messages.ts'
import { androidMapsDestinations } from './apps/android/places/mapsDestinations.ts'
import { androidMapsHistory } from './apps/android/places/mapsHistory.ts'
import { androidMapsPlaces, androidMapsSync } from './apps/android/places/mapsPlaces.ts'
import { androidMapsRoutes } from './apps/android/places/mapsRoutes.ts'
import { androidMapsVoice } from './apps/android/places/mapsVoice.ts'
import { androidSamsungWifiPlaces } from './apps/android/places/samsungWifiPlaces.ts'
import { androidTrackerScans } from './apps/android/places/trackerScans.ts'
import { androidAccounts } from './apps/android/system/accounts.ts'
import { androidBluetoothDevices } from './apps/android/system/bluetoothDevices.ts'
import { androidBootMarks } from './apps/android/system/bootMarks.ts'
import { androidPackageRestrictions } from './apps/android/system/packageRestrictions.ts'
import { androidPackages } from './apps/android/system/packages.ts'
import { androidPlayStoreApps, androidPlayStoreLibrary, androidPlayStoreUpdates } from './apps/android/system/playStore.ts'
import { androidSetupWizard } from './apps/android/system/setupWizard.ts'
import { androidSystemSettings } from './apps/android/system/systemSettings.ts'
import { androidWifiNetworks } from './apps/android/system/wifiNetworks.ts'
import { androidWpaSupplicant } from './apps/android/system/wpaSupplicant.ts'
import { androidCalculatorLock } from './apps/android/vaults/calculatorLock.ts'
import { androidGalleryVault } from './apps/android/vaults/galleryVault.ts'
import { androidGalleryVaultActions } from './apps/android/vaults/galleryVaultActions.ts'
import { androidVaulty } from './apps/android/vaults/vaulty.ts'
import { androidWhatsappCalls } from './apps/android/whatsapp/whatsappCalls.ts'
import { androidWhatsappContacts } from './apps/android/whatsapp/whatsappContacts.ts'
import { androidWhatsappMessages } from './apps/android/whatsapp/whatsappMessages.ts'
import { androidWhatsappMessagesLegacy } from './apps/android/whatsapp/whatsappMessagesLegacy.ts'
import { discordMessages } from './apps/bothPlatforms/discord.ts'
import { googleTimelineStore } from './apps/bothPlatforms/googleTimelineStore.ts'
import { hikvisionActivity } from './apps/bothPlatforms/hikvisionActivity.ts'
import { hikvisionDevices } from './apps/bothPlatforms/hikvisionDevices.ts'
import { photoFiles } from './apps/bothPlatforms/photos.ts'
import { wazePlaces } from './apps/bothPlatforms/waze.ts'
import { callDetailRecords } from './apps/exports/callDetails.ts'
import { geojsonFeatures } from './apps/exports/geojson.ts'
import { googleRecords } from './apps/exports/googleRecords.ts'
import { googleSemanticHistory } from './apps/exports/googleSemantic.ts'
import { googleTimeline } from './apps/exports/googleTimeline.ts'
import { googleLocationSettings, googleTimelineEdits } from './apps/exports/googleTimelineEdits.ts'
import { gpxTracks } from './apps/exports/gpx.ts'
import { kmlPlacemarks } from './apps/exports/kml.ts'
import { ufdrReport } from './apps/exports/ufdr.ts'
import { vcardContacts } from './apps/exports/vcard.ts'
import { whatsappChatExport } from './apps/exports/whatsappChatExport.ts'
import { iosChromeHistory } from './apps/ios/browsers/chromeHistory.ts'
import { iosSafariBookmarks } from './apps/ios/browsers/safariBookmarks.ts'
import { iosSafariHistory } from './apps/ios/browsers/safariHistory.ts'
import { iosSafariDownloads, iosSafariSearches } from './apps/ios/browsers/safariLists.ts'
import { iosSafariCloudTabs, iosSafariTabs } from './apps/ios/browsers/safariTabs.ts'
import { iosDahuaDevices } from './apps/ios/cameras/dahuaDevices.ts'
import { iosDahuaSmartHome } from './apps/ios/cameras/dahuaSmartHome.ts'
import { iosBlockedContacts } from './apps/ios/contactsAndCalls/blockedContacts.ts'
import { iosCallHistory } from './apps/ios/contactsAndCalls/callHistory.ts'
import { iosCallHistoryLegacy } from './apps/ios/contactsAndCalls/callHistoryLegacy.ts'
import { iosCallTransactions } from './apps/ios/contactsAndCalls/callTransactions.ts'
import { iosContacts } from './apps/ios/contactsAndCalls/contacts.ts'
import { iosContactPictures } from './apps/ios/contactsAndCalls/contactsPictures.ts'
import { iosIdentityStatusCache } from './apps/ios/contactsAndCalls/identityStatusCache.ts'
import { iosInteractions } from './apps/ios/contactsAndCalls/interactions.ts'
import { iosSimCards } from './apps/ios/contactsAndCalls/simCards.ts'
import { iosSimHistory } from './apps/ios/contactsAndCalls/simHistory.ts'
import { iosVoicemail } from './apps/ios/contactsAndCalls/voicemail.ts'
import { iosVoicemailTranscripts } from './apps/ios/contactsAndCalls/voicemailTranscripts.ts'
import { iosBumble } from './apps/ios/datingAndAds/bumble.ts'
import { iosBumbleAccount } from './apps/ios/datingAndAds/bumbleAccount.ts'
import { iosKijijiKleinanzeigen } from './apps/ios/datingAndAds/kijijiKleinanzeigen.ts'
import { iosKleinanzeigenAccount } from './apps/ios/datingAndAds/kleinanzeigenAccount.ts'
import { iosKleinanzeigenLastSearch } from './apps/ios/datingAndAds/kleinanzeigenLastSearch.ts'
import { iosSkout } from './apps/ios/datingAndAds/skout.ts'
import { iosTinder } from './apps/ios/datingAndAds/tinder.ts'
import { iosMessages } from './apps/ios/messages/messages.ts'
import { iosMessagesDrafts } from './apps/ios/messages/messagesDrafts.ts'
import { iosMessagesLegacy } from './apps/ios/messages/messagesLegacy.ts'
import { iosBurner } from './apps/ios/messengers/burner.ts'
import { iosGoogleVoice } from './apps/ios/messengers/googleVoice.ts'
import { iosInstagram } from './apps/ios/messengers/instagram.ts'
import { iosKik } from './apps/ios/messengers/kik.ts'
import { iosLine } from './apps/ios/messengers/line.ts'
import { iosMessenger } from './apps/ios/messengers/messenger.ts'
import { iosSignal } from './apps/ios/messengers/signal.ts'
import { iosSnapchat } from './apps/ios/messengers/snapchat.ts'
import { iosSnapchatFriends } from './apps/ios/messengers/snapchatFriends.ts'
import { iosTelegram } from './apps/ios/messengers/telegram.ts'
import { iosTextNow } from './apps/ios/messengers/textNow.ts'
import { iosTiktok } from './apps/ios/messengers/tiktok.ts'
import { iosTiktokContacts } from './apps/ios/messengers/tiktokContacts.ts'
import { iosViber } from './apps/ios/messengers/viber.ts'
import { iosAirbnb } from './apps/ios/moneyAndTravel/airbnb.ts'
import { iosBookingAccount } from './apps/ios/moneyAndTravel/bookingAccount.ts'
import { iosBookingFlights } from './apps/ios/moneyAndTravel/bookingFlights.ts'
import { iosBookingHistory } from './apps/ios/moneyAndTravel/bookingHistory.ts'
import { iosBookingNotifications } from './apps/ios/moneyAndTravel/bookingNotifications.ts'
import { iosBookingStays } from './apps/ios/moneyAndTravel/bookingStays.ts'
import { iosCashApp } from './apps/ios/moneyAndTravel/cashApp.ts'
import { iosCoinbaseWallet } from './apps/ios/moneyAndTravel/coinbaseWallet.ts'
import { iosMetamask } from './apps/ios/moneyAndTravel/metamask.ts'
import { iosPayByPhone } from './apps/ios/moneyAndTravel/payByPhone.ts'
import { iosSbbPlaces } from './apps/ios/moneyAndTravel/sbbPlaces.ts'
import { iosSbbSearches } from './apps/ios/moneyAndTravel/sbbSearches.ts'
import { iosSbbTickets } from './apps/ios/moneyAndTravel/sbbTickets.ts'
import { iosSbbTravellers } from './apps/ios/moneyAndTravel/sbbTravellers.ts'
import { iosSbbTrips } from './apps/ios/moneyAndTravel/sbbTrips.ts'
import { iosSplitwise } from './apps/ios/moneyAndTravel/splitwise.ts'
import { iosTwint } from './apps/ios/moneyAndTravel/twint.ts'
import { iosUberAccount } from './apps/ios/moneyAndTravel/uberAccount.ts'
import { iosUberPlaces } from './apps/ios/moneyAndTravel/uberPlaces.ts'
import { iosUberReports } from './apps/ios/moneyAndTravel/uberReports.ts'
import { iosUnited } from './apps/ios/moneyAndTravel/united.ts'
import { iosVenmo } from './apps/ios/moneyAndTravel/venmo.ts'
import { iosVipps } from './apps/ios/moneyAndTravel/vipps.ts'
import { iosWalletPasses } from './apps/ios/moneyAndTravel/walletPasses.ts'
import { iosWalletTransactions } from './apps/ios/moneyAndTravel/walletTransactions.ts'
import { iosCalendar } from './apps/ios/notesAndCalendar/calendar.ts'
import { iosNotes } from './apps/ios/notesAndCalendar/notes.ts'
import { iosNotesLegacy, iosNotesOldest } from './apps/ios/notesAndCalendar/notesLegacy.ts'
import { iosBiome } from './apps/ios/phoneUse/biome.ts'
import { iosBiomeDevices } from './apps/ios/phoneUse/biomeDevices.ts'
import { iosKnowledge } from './apps/ios/phoneUse/knowledge.ts'
import { iosCameraRoll } from './apps/ios/pictures/cameraRoll.ts'
import { iosPhotosLibrary, iosPhotosLibraryLegacy } from './apps/ios/pictures/photosLibrary.ts'
import { iosPhotosSharing } from './apps/ios/pictures/photosSharing.ts'
import { iosSharedAlbumPeople } from './apps/ios/pictures/sharedAlbumPeople.ts'
import { iosFindMy } from './apps/ios/places/findMy.ts'
import { iosGeofences } from './apps/ios/places/geofences.ts'
import { iosGoogleMapsRoutes } from './apps/ios/places/googleMapsRoutes.ts'
import { iosLocationClients } from './apps/ios/places/locationClients.ts'
import { iosLocationdCache } from './apps/ios/places/locationdCache.ts'
import { iosMapsHistory } from './apps/ios/places/mapsHistory.ts'
import { iosMapsHistoryLegacy } from './apps/ios/places/mapsHistoryLegacy.ts'
import { iosMotionHistory } from './apps/ios/places/motionHistory.ts'
import { iosRoutinedCache } from './apps/ios/places/routinedCache.ts'
import { iosRoutinedCloud, iosRoutinedLocal } from './apps/ios/places/routinedLocal.ts'
import { iosAccounts } from './apps/ios/system/accounts.ts'
import { iosApplicationState } from './apps/ios/system/applicationState.ts'
import { iosBackupApps } from './apps/ios/system/backupApps.ts'
import { iosBluetoothDevices } from './apps/ios/system/bluetoothDevices.ts'
import { iosBluetoothOthers, iosBluetoothPaired } from './apps/ios/system/bluetoothLowEnergy.ts'
import { iosCarplay } from './apps/ios/system/carplay.ts'
import { iosDataUsage } from './apps/ios/system/dataUsage.ts'
import { iosInstallationLog } from './apps/ios/system/installationLog.ts'
import { iosMobileBackup } from './apps/ios/system/mobileBackup.ts'
import { iosPermissions } from './apps/ios/system/permissions.ts'
import { iosSetupAssistant } from './apps/ios/system/setupAssistant.ts'
import { iosStoreApps } from './apps/ios/system/storeMetadataFiles.ts'
import { iosWifiNetworks } from './apps/ios/system/wifiNetworks.ts'
import { iosWipeMark } from './apps/ios/system/wipeMark.ts'
import { iosWhatsappCalls } from './apps/ios/whatsapp/whatsappCalls.ts'
import { iosWhatsappContacts } from './apps/ios/whatsapp/whatsappContacts.ts'
import { iosWhatsappLids } from './apps/ios/whatsapp/whatsappLids.ts'
import { iosWhatsappMessages } from './apps/ios/whatsapp/whatsappMessages.ts'
import { chromiumAutofill } from './apps/web/chromiumAutofill.ts'
import { chromiumBookmarks } from './apps/web/chromiumBookmarks.ts'
import { chromiumHistoryParser } from './apps/web/chromiumHistory.ts'
import { chromiumLogins } from './apps/web/chromiumLogins.ts'
import { chromiumPredictor, chromiumShortcuts, chromiumTopSites } from './apps/web/chromiumTyped.ts'
import { duckDuckGoDownloads, duckDuckGoHistory, duckDuckGoSaved } from './apps/web/duckDuckGo.ts'
import { firefoxDownloads } from './apps/web/firefoxDownloads.ts'
import { firefoxPlaces } from './apps/web/firefoxPlaces.ts'
import type { Parser } from './model/index.ts'

export const PARSERS: readonly Parser[] = [
  androidAccounts,
  androidAllTrails,
  androidAppAccesses,
  androidBadooConnections,
  androidBluetoothDevices,
  androidBookingAccount,
  androidBookingNotifications,
  androidBookingProfile,
  androidBookingSearch,
  androidBookingStays,
  androidBootMarks,
  androidBreadWallet,
  androidBumbleBadoo,
  androidBurner,
  androidCalculatorLock,
  androidCalendar,
  androidCallLog,
  androidCallLogLegacy,
  androidCallLogSamsung,
  androidCallScreening,
  androidCameraRoll,
  androidCashApp,
  androidContacts,
  androidDahuaDevices,
  androidDahuaSmartHome,
  androidDownloadProvider,
  androidGalleryVault,
  androidGalleryVaultActions,
  androidGoogleDialer,
  androidGoogleMessages,
  androidGooglePhotos,
  androidGooglePhotosTrash,
  androidGoogleVoice,
  androidHikvisionImages,
  androidHinge,
  androidInstagram,
  androidKijijiAccount,
  androidKijijiKleinanzeigen,
  androidKijijiSearches,
  androidKik,
  androidKikAccount,
  androidKleinanzeigenAccount,
  androidKleinanzeigenSearches,
  androidLife360Drives,
  androidLife360Events,
  androidLife360Members,
  androidLife360Messages,
  androidLife360Places,
  androidLine,
  androidLineCalls,
  androidMapsDestinations,
  androidMapsHistory,
  androidMapsPlaces,
  androidMapsRoutes,
  androidMapsSync,
  androidMapsVoice,
  androidMediaStore,
  androidMeetMe,
  androidMessages,
  androidMessenger,
  androidMessengerLegacy,
  androidMetamask,
  androidNotificationHistory,
  androidPackageRestrictions,
  androidPackages,
  androidPayPalSessions,
  androidPlayStoreApps,
  androidPlayStoreLibrary,
  androidPlayStoreUpdates,
  androidRecentTasks,
  androidRevolutRecipients,
  androidRyanair,
  androidSamsungTrash,
  androidSamsungWifiPlaces,
  androidSetupWizard,
  androidSideline,
  androidSignal,
  androidSignalAccount,
  androidSignalLegacy,
  androidSimInfo,
  androidSimVerifications,
  androidSkout,
  androidSnapchat,
  androidSnapchatFriends,
  androidSnapchatLegacy,
  androidSystemSettings,
  androidTelegram,
  androidTelegramContacts,
  androidTelegramLegacy,
  androidTelephonyBackup,
  androidTextNow,
  androidTiktok,
  androidTiktokContacts,
  androidTiktokUsers,
  androidTinder,
  androidTrackerScans,
  androidTruecaller,
  androidUberAccount,
  androidUberPlaces,
  androidUsageStats,
  androidVaulty,
  androidViber,
  androidViberCalls,
  androidWellbeing,
  androidWhatsappCalls,
  androidWhatsappContacts,
  androidWhatsappMessages,
  androidWhatsappMessagesLegacy,
  androidWifiNetworks,
  androidWpaSupplicant,
  callDetailRecords,
  chromiumAutofill,
  chromiumBookmarks,
  chromiumHistoryParser,
  chromiumLogins,
  chromiumPredictor,
  chromiumShortcuts,
  chromiumTopSites,
  discordMessages,
  duckDuckGoDownloads,
  duckDuckGoHistory,
  duckDuckGoSaved,
  firefoxDownloads,
  firefoxPlaces,
  geojsonFeatures,
  googleLocationSettings,
  googleRecords,
  googleSemanticHistory,
  googleTimeline,
  googleTimelineEdits,
  googleTimelineStore,
  gpxTracks,
  hikvisionActivity,
  hikvisionDevices,
  iosAccounts,
  iosAirbnb,
  iosApplicationState,
  iosBackupApps,
  iosBiome,
  iosBiomeDevices,
  iosBlockedContacts,
  iosBluetoothDevices,
  iosBluetoothOthers,
  iosBluetoothPaired,
  iosBookingAccount,
  iosBookingFlights,
  iosBookingHistory,
  iosBookingNotifications,
  iosBookingStays,
  iosBumble,
  iosBumbleAccount,
  iosBurner,
  iosCalendar,
  iosCallHistory,
  iosCallHistoryLegacy,
  iosCallTransactions,
  iosCameraRoll,
  iosCarplay,
  iosCashApp,
  iosChromeHistory,
  iosCoinbaseWallet,
  iosContactPictures,
  iosContacts,
  iosDahuaDevices,
  iosDahuaSmartHome,
  iosDataUsage,
  iosFindMy,
  iosGeofences,
  iosGoogleMapsRoutes,
  iosGoogleVoice,
  iosIdentityStatusCache,
  iosInstagram,
  iosInstallationLog,
  iosInteractions,
  iosKijijiKleinanzeigen,
  iosKik,
  iosKleinanzeigenAccount,
  iosKleinanzeigenLastSearch,
  iosKnowledge,
  iosLine,
  iosLocationClients,
  iosLocationdCache,
  iosMapsHistory,
  iosMapsHistoryLegacy,
  iosMessages,
  iosMessagesDrafts,
  iosMessagesLegacy,
  iosMessenger,
  iosMetamask,
  iosMobileBackup,
  iosMotionHistory,
  iosNotes,
  iosNotesLegacy,
  iosNotesOldest,
  iosPayByPhone,
  iosPermissions,
  iosPhotosLibrary,
  iosPhotosLibraryLegacy,
  iosPhotosSharing,
  iosRoutinedCache,
  iosRoutinedCloud,
  iosRoutinedLocal,
  iosSafariBookmarks,
  iosSafariCloudTabs,
  iosSafariDownloads,
  iosSafariHistory,
  iosSafariSearches,
  iosSafariTabs,
  iosSbbPlaces,
  iosSbbSearches,
  iosSbbTickets,
  iosSbbTravellers,
  iosSbbTrips,
  iosSetupAssistant,
  iosSharedAlbumPeople,
  iosSignal,
  iosSimCards,
  iosSimHistory,
  iosSkout,
  iosSnapchat,
  iosSnapchatFriends,
  iosSplitwise,
  iosStoreApps,
  iosTelegram,
  iosTextNow,
  iosTiktok,
  iosTiktokContacts,
  iosTinder,
  iosTwint,
  iosUberAccount,
  iosUberPlaces,
  iosUberReports,
  iosUnited,
  iosVenmo,
  iosViber,
  iosVipps,
  iosVoicemail,
  iosVoicemailTranscripts,
  iosWalletPasses,
  iosWalletTransactions,
  iosWhatsappCalls,
  iosWhatsappContacts,
  iosWhatsappLids,
  iosWhatsappMessages,
  iosWifiNetworks,
  iosWipeMark,
  kmlPlacemarks,
  photoFiles,
  ufdrReport,
  vcardContacts,
  wazePlaces,
  whatsappChatExport,
]
