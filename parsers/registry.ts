/** The explicit, alphabetical list of all parsers. A parser that is not in it does not exist for the program. */
import { androidAccounts } from './apps/android/accounts.ts'
import { androidKijijiAccount, androidKleinanzeigenAccount } from './apps/android/adAccounts.ts'
import { androidAllTrails } from './apps/android/allTrails.ts'
import { androidAppAccesses } from './apps/android/appAccesses.ts'
import { androidBadooConnections } from './apps/android/badooConnections.ts'
import { androidBluetoothDevices } from './apps/android/bluetoothDevices.ts'
import { androidBookingAccount } from './apps/android/bookingAccount.ts'
import { androidBookingNotifications } from './apps/android/bookingNotifications.ts'
import { androidBookingProfile, androidBookingSearch } from './apps/android/bookingSettings.ts'
import { androidBookingStays } from './apps/android/bookingStays.ts'
import { androidBootMarks } from './apps/android/bootMarks.ts'
import { androidBreadWallet } from './apps/android/breadWallet.ts'
import { androidGoogleMessages } from './apps/android/bugle.ts'
import { androidBumbleBadoo } from './apps/android/bumbleBadoo.ts'
import { androidBurner } from './apps/android/burner.ts'
import { androidCalculatorLock } from './apps/android/calculatorLock.ts'
import { androidCalendar } from './apps/android/calendar.ts'
import { androidCallLog, androidCallLogLegacy } from './apps/android/callLog.ts'
import { androidCallLogSamsung } from './apps/android/callLogSamsung.ts'
import { androidCameraRoll } from './apps/android/cameraRoll.ts'
import { androidCashApp } from './apps/android/cashApp.ts'
import { androidContacts } from './apps/android/contacts.ts'
import { androidDahuaDevices } from './apps/android/dahuaDevices.ts'
import { androidDahuaSmartHome } from './apps/android/dahuaSmartHome.ts'
import { androidDownloadProvider } from './apps/android/downloadProvider.ts'
import { androidGalleryVault } from './apps/android/galleryVault.ts'
import { androidGalleryVaultActions } from './apps/android/galleryVaultActions.ts'
import { androidCallScreening, androidGoogleDialer } from './apps/android/googleDialer.ts'
import { androidGooglePhotos } from './apps/android/googlePhotos.ts'
import { androidGooglePhotosTrash } from './apps/android/googlePhotosTrash.ts'
import { androidGoogleVoice } from './apps/android/googleVoice.ts'
import { androidHikvisionImages } from './apps/android/hikvisionImages.ts'
import { androidHinge } from './apps/android/hinge.ts'
import { androidInstagram } from './apps/android/instagram.ts'
import { androidKijijiKleinanzeigen } from './apps/android/kijijiKleinanzeigen.ts'
import { androidKijijiSearches } from './apps/android/kijijiSearches.ts'
import { androidKik } from './apps/android/kik.ts'
import { androidKikAccount } from './apps/android/kikAccount.ts'
import { androidKleinanzeigenSearches } from './apps/android/kleinanzeigenSearches.ts'
import { androidLife360Members, androidLife360Places } from './apps/android/life360Circles.ts'
import { androidLife360Drives } from './apps/android/life360Drives.ts'
import { androidLife360Events } from './apps/android/life360Events.ts'
import { androidLife360Messages } from './apps/android/life360Messages.ts'
import { androidLine } from './apps/android/line.ts'
import { androidLineCalls } from './apps/android/lineCalls.ts'
import { androidMapsDestinations } from './apps/android/mapsDestinations.ts'
import { androidMapsHistory } from './apps/android/mapsHistory.ts'
import { androidMapsPlaces, androidMapsSync } from './apps/android/mapsPlaces.ts'
import { androidMapsRoutes } from './apps/android/mapsRoutes.ts'
import { androidMapsVoice } from './apps/android/mapsVoice.ts'
import { androidMediaStore } from './apps/android/mediaStore.ts'
import { androidMeetMe } from './apps/android/meetMe.ts'
import { androidMessages } from './apps/android/messages.ts'
import { androidMessenger } from './apps/android/messenger.ts'
import { androidMessengerLegacy } from './apps/android/messengerLegacy.ts'
import { androidMetamask } from './apps/android/metamask.ts'
import { androidNotificationHistory } from './apps/android/notificationHistory.ts'
import { androidPackageRestrictions } from './apps/android/packageRestrictions.ts'
import { androidPackages } from './apps/android/packages.ts'
import { androidPayPalSessions } from './apps/android/payPalSessions.ts'
import { androidPlayStoreApps, androidPlayStoreLibrary, androidPlayStoreUpdates } from './apps/android/playStore.ts'
import { androidRecentTasks } from './apps/android/recentTasks.ts'
import { androidRevolutRecipients } from './apps/android/revolutRecipients.ts'
import { androidRyanair } from './apps/android/ryanair.ts'
import { androidSamsungTrash } from './apps/android/samsungTrash.ts'
import { androidSamsungWifiPlaces } from './apps/android/samsungWifiPlaces.ts'
import { androidSetupWizard } from './apps/android/setupWizard.ts'
import { androidSideline } from './apps/android/sideline.ts'
import { androidSignal } from './apps/android/signal.ts'
import { androidSignalAccount } from './apps/android/signalAccount.ts'
import { androidSignalLegacy } from './apps/android/signalLegacy.ts'
import { androidSimInfo } from './apps/android/simInfo.ts'
import { androidSimVerifications } from './apps/android/simVerifications.ts'
import { androidSkout } from './apps/android/skout.ts'
import { androidSnapchat } from './apps/android/snapchat.ts'
import { androidSnapchatFriends } from './apps/android/snapchatFriends.ts'
import { androidSnapchatLegacy } from './apps/android/snapchatLegacy.ts'
import { androidSystemSettings } from './apps/android/systemSettings.ts'
import { androidTelegram, androidTelegramLegacy } from './apps/android/telegram.ts'
import { androidTelegramContacts } from './apps/android/telegramContacts.ts'
import { androidTelephonyBackup } from './apps/android/telephonyBackup.ts'
import { androidTextNow } from './apps/android/textNow.ts'
import { androidTiktok } from './apps/android/tiktok.ts'
import { androidTiktokContacts, androidTiktokUsers } from './apps/android/tiktokContacts.ts'
import { androidTinder } from './apps/android/tinder.ts'
import { androidTrackerScans } from './apps/android/trackerScans.ts'
import { androidTruecaller } from './apps/android/truecaller.ts'
import { androidUberAccount } from './apps/android/uberAccount.ts'
import { androidUberPlaces } from './apps/android/uberPlaces.ts'
import { androidUsageStats } from './apps/android/usageStats.ts'
import { androidVaulty } from './apps/android/vaulty.ts'
import { androidViber } from './apps/android/viber.ts'
import { androidViberCalls } from './apps/android/viberCalls.ts'
import { androidWellbeing } from './apps/android/wellbeing.ts'
import { androidWhatsappCalls } from './apps/android/whatsappCalls.ts'
import { androidWhatsappContacts } from './apps/android/whatsappContacts.ts'
import { androidWhatsappMessages } from './apps/android/whatsappMessages.ts'
import { androidWhatsappMessagesLegacy } from './apps/android/whatsappMessagesLegacy.ts'
import { androidWifiNetworks } from './apps/android/wifiNetworks.ts'
import { androidWpaSupplicant } from './apps/android/wpaSupplicant.ts'
import { discordMessages } from './apps/discord.ts'
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
import { googleTimelineStore } from './apps/googleTimelineStore.ts'
import { hikvisionActivity } from './apps/hikvisionActivity.ts'
import { hikvisionDevices } from './apps/hikvisionDevices.ts'
import { iosAccounts } from './apps/ios/accounts.ts'
import { iosAirbnb } from './apps/ios/airbnb.ts'
import { iosApplicationState } from './apps/ios/applicationState.ts'
import { iosBackupApps } from './apps/ios/backupApps.ts'
import { iosBiome } from './apps/ios/biome.ts'
import { iosBiomeDevices } from './apps/ios/biomeDevices.ts'
import { iosBlockedContacts } from './apps/ios/blockedContacts.ts'
import { iosBluetoothDevices } from './apps/ios/bluetoothDevices.ts'
import { iosBluetoothOthers, iosBluetoothPaired } from './apps/ios/bluetoothLowEnergy.ts'
import { iosBookingAccount } from './apps/ios/bookingAccount.ts'
import { iosBookingFlights } from './apps/ios/bookingFlights.ts'
import { iosBookingHistory } from './apps/ios/bookingHistory.ts'
import { iosBookingNotifications } from './apps/ios/bookingNotifications.ts'
import { iosBookingStays } from './apps/ios/bookingStays.ts'
import { iosBumble } from './apps/ios/bumble.ts'
import { iosBumbleAccount } from './apps/ios/bumbleAccount.ts'
import { iosBurner } from './apps/ios/burner.ts'
import { iosCalendar } from './apps/ios/calendar.ts'
import { iosCallHistory } from './apps/ios/callHistory.ts'
import { iosCallHistoryLegacy } from './apps/ios/callHistoryLegacy.ts'
import { iosCallTransactions } from './apps/ios/callTransactions.ts'
import { iosCameraRoll } from './apps/ios/cameraRoll.ts'
import { iosCarplay } from './apps/ios/carplay.ts'
import { iosCashApp } from './apps/ios/cashApp.ts'
import { iosChromeHistory } from './apps/ios/chromeHistory.ts'
import { iosCoinbaseWallet } from './apps/ios/coinbaseWallet.ts'
import { iosContacts } from './apps/ios/contacts.ts'
import { iosContactPictures } from './apps/ios/contactsPictures.ts'
import { iosDahuaDevices } from './apps/ios/dahuaDevices.ts'
import { iosDahuaSmartHome } from './apps/ios/dahuaSmartHome.ts'
import { iosDataUsage } from './apps/ios/dataUsage.ts'
import { iosFindMy } from './apps/ios/findMy.ts'
import { iosGeofences } from './apps/ios/geofences.ts'
import { iosGoogleMapsRoutes } from './apps/ios/googleMapsRoutes.ts'
import { iosGoogleVoice } from './apps/ios/googleVoice.ts'
import { iosIdentityStatusCache } from './apps/ios/identityStatusCache.ts'
import { iosInstagram } from './apps/ios/instagram.ts'
import { iosInstallationLog } from './apps/ios/installationLog.ts'
import { iosInteractions } from './apps/ios/interactions.ts'
import { iosKijijiKleinanzeigen } from './apps/ios/kijijiKleinanzeigen.ts'
import { iosKik } from './apps/ios/kik.ts'
import { iosKleinanzeigenAccount } from './apps/ios/kleinanzeigenAccount.ts'
import { iosKleinanzeigenLastSearch } from './apps/ios/kleinanzeigenLastSearch.ts'
import { iosKnowledge } from './apps/ios/knowledge.ts'
import { iosLine } from './apps/ios/line.ts'
import { iosLocationClients } from './apps/ios/locationClients.ts'
import { iosLocationdCache } from './apps/ios/locationdCache.ts'
import { iosMapsHistory } from './apps/ios/mapsHistory.ts'
import { iosMapsHistoryLegacy } from './apps/ios/mapsHistoryLegacy.ts'
import { iosMessages } from './apps/ios/messages.ts'
import { iosMessagesDrafts } from './apps/ios/messagesDrafts.ts'
import { iosMessagesLegacy } from './apps/ios/messagesLegacy.ts'
import { iosMessenger } from './apps/ios/messenger.ts'
import { iosMetamask } from './apps/ios/metamask.ts'
import { iosMobileBackup } from './apps/ios/mobileBackup.ts'
import { iosMotionHistory } from './apps/ios/motionHistory.ts'
import { iosNotes } from './apps/ios/notes.ts'
import { iosNotesLegacy, iosNotesOldest } from './apps/ios/notesLegacy.ts'
import { iosPayByPhone } from './apps/ios/payByPhone.ts'
import { iosPermissions } from './apps/ios/permissions.ts'
import { iosPhotosLibrary, iosPhotosLibraryLegacy } from './apps/ios/photosLibrary.ts'
import { iosPhotosSharing } from './apps/ios/photosSharing.ts'
import { iosRoutinedCache } from './apps/ios/routinedCache.ts'
import { iosRoutinedCloud, iosRoutinedLocal } from './apps/ios/routinedLocal.ts'
import { iosSafariBookmarks } from './apps/ios/safariBookmarks.ts'
import { iosSafariHistory } from './apps/ios/safariHistory.ts'
import { iosSafariDownloads, iosSafariSearches } from './apps/ios/safariLists.ts'
import { iosSafariCloudTabs, iosSafariTabs } from './apps/ios/safariTabs.ts'
import { iosSbbPlaces } from './apps/ios/sbbPlaces.ts'
import { iosSbbSearches } from './apps/ios/sbbSearches.ts'
import { iosSbbTickets } from './apps/ios/sbbTickets.ts'
import { iosSbbTravellers } from './apps/ios/sbbTravellers.ts'
import { iosSbbTrips } from './apps/ios/sbbTrips.ts'
import { iosSetupAssistant } from './apps/ios/setupAssistant.ts'
import { iosSharedAlbumPeople } from './apps/ios/sharedAlbumPeople.ts'
import { iosSignal } from './apps/ios/signal.ts'
import { iosSimCards } from './apps/ios/simCards.ts'
import { iosSimHistory } from './apps/ios/simHistory.ts'
import { iosSkout } from './apps/ios/skout.ts'
import { iosSnapchat } from './apps/ios/snapchat.ts'
import { iosSnapchatFriends } from './apps/ios/snapchatFriends.ts'
import { iosSplitwise } from './apps/ios/splitwise.ts'
import { iosStoreApps } from './apps/ios/storeMetadataFiles.ts'
import { iosTelegram } from './apps/ios/telegram.ts'
import { iosTextNow } from './apps/ios/textNow.ts'
import { iosTiktok } from './apps/ios/tiktok.ts'
import { iosTiktokContacts } from './apps/ios/tiktokContacts.ts'
import { iosTinder } from './apps/ios/tinder.ts'
import { iosTwint } from './apps/ios/twint.ts'
import { iosUberAccount } from './apps/ios/uberAccount.ts'
import { iosUberPlaces } from './apps/ios/uberPlaces.ts'
import { iosUberReports } from './apps/ios/uberReports.ts'
import { iosUnited } from './apps/ios/united.ts'
import { iosVenmo } from './apps/ios/venmo.ts'
import { iosViber } from './apps/ios/viber.ts'
import { iosVipps } from './apps/ios/vipps.ts'
import { iosVoicemail } from './apps/ios/voicemail.ts'
import { iosVoicemailTranscripts } from './apps/ios/voicemailTranscripts.ts'
import { iosWalletPasses } from './apps/ios/walletPasses.ts'
import { iosWalletTransactions } from './apps/ios/walletTransactions.ts'
import { iosWhatsappCalls } from './apps/ios/whatsappCalls.ts'
import { iosWhatsappContacts } from './apps/ios/whatsappContacts.ts'
import { iosWhatsappLids } from './apps/ios/whatsappLids.ts'
import { iosWhatsappMessages } from './apps/ios/whatsappMessages.ts'
import { iosWifiNetworks } from './apps/ios/wifiNetworks.ts'
import { iosWipeMark } from './apps/ios/wipeMark.ts'
import { photoFiles } from './apps/photos.ts'
import { wazePlaces } from './apps/waze.ts'
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
