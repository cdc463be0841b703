/**
 * iTunes/Finder backup domains as folders of the phone, so that one path pattern serves backups and file-system images.
 *
 * The folders are those of Apple's own domain list (Domains.plist of the backup service); what follows the first hyphen
 * of an App... or Sys... domain is the container's identifier, which takes the place of the image's UUID folder.
 */

const FIXED_DOMAINS: Readonly<Record<string, string>> = {
  CameraRollDomain: 'private/var/mobile',
  DatabaseDomain: 'private/var/db',
  HealthDomain: 'private/var/mobile/Library',
  HomeDomain: 'private/var/mobile',
  HomeKitDomain: 'private/var/mobile',
  InstallDomain: 'private/var/installd',
  KeyboardDomain: 'private/var/mobile',
  KeychainDomain: 'private/var/Keychains',
  ManagedPreferencesDomain: 'private/var/Managed Preferences',
  MediaDomain: 'private/var/mobile',
  MobileDeviceDomain: 'private/var/MobileDevice',
  NetworkDomain: 'private/var/networkd',
  ProtectedDomain: 'private/var/protected',
  RootDomain: 'private/var/root',
  SystemPreferencesDomain: 'private/var/preferences',
  TonesDomain: 'private/var/mobile',
  WirelessDomain: 'private/var/wireless',
}

const CONTAINER_DOMAINS: Readonly<Record<string, string>> = {
  AppDomain: 'private/var/mobile/Containers/Data/Application',
  AppDomainGroup: 'private/var/mobile/Containers/Shared/AppGroup',
  AppDomainPlugin: 'private/var/mobile/Containers/Data/PluginKitPlugin',
  SysContainerDomain: 'private/var/containers/Data/System',
  SysSharedContainerDomain: 'private/var/containers/Shared/SystemGroup',
}

/** File-system path of a manifest row. A domain that is not known becomes the first folder: `NewDomain/a/b`. */
export function pathOfDomainFile(domain: string, relativePath: string): string {
  return [folderOfDomain(domain), relativePath].filter((part) => part !== '').join('/')
}

function folderOfDomain(domain: string): string {
  const hyphen = domain.indexOf('-')
  if (hyphen > 0) {
    const folder = Object.hasOwn(CONTAINER_DOMAINS, domain.slice(0, hyphen)) ? CONTAINER_DOMAINS[domain.slice(0, hyphen)] : undefined
    return folder === undefined ? domain : `${folder}/${domain.slice(hyphen + 1)}`
  }
  return Object.hasOwn(FIXED_DOMAINS, domain) ? (FIXED_DOMAINS[domain] ?? domain) : domain
}
