import {
  AntennaIcon,
  ApplicationIcon,
  CalendarIcon,
  CameraIcon,
  ChatIcon,
  DocumentIcon,
  DollarIcon,
  GlobeIcon,
  IdNumberIcon,
  KeyIcon,
  LinkIcon,
  MapMarkerIcon,
  MobilePhoneIcon,
  PhoneIcon,
  PersonIcon,
  SwapHorizontalIcon,
} from '@blueprintjs/icons'
import type { ComponentType } from 'react'
import type { RecordKind } from '../../../main/contract/index.ts'
import { kindWords } from '../wording/signs.ts'

const ICONS: Readonly<Record<RecordKind, ComponentType<{ size?: number }>>> = {
  message: ChatIcon,
  call: PhoneIcon,
  location: MapMarkerIcon,
  media: CameraIcon,
  web: GlobeIcon,
  payment: DollarIcon,
  interaction: SwapHorizontalIcon,
  note: DocumentIcon,
  'calendar-event': CalendarIcon,
  'app-use': ApplicationIcon,
  network: AntennaIcon,
  'account-event': KeyIcon,
  'device-event': MobilePhoneIcon,
  contact: PersonIcon,
  account: IdNumberIcon,
  'identity-link': LinkIcon,
}

/** Sign of a kind of record, with its word for those who hear the page. */
export function KindIcon({ kind, size = 14 }: { readonly kind: RecordKind; readonly size?: number }) {
  const Icon = ICONS[kind]
  const words = kindWords[kind].one
  return (
    <span className="ui-kind" data-kind={kind} title={words} role="img" aria-label={words}>
      <Icon size={size} />
    </span>
  )
}
