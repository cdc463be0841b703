/**
 * Telegram's published type language: what a message carries: pictures, files, positions, contacts, links, polls. One line per form that was in use between 2013 and 2026; the number after
 * `#` is the CRC-32 of the line by the rules of the language, which a test holds all lines to. Flags without a value are left out where
 * nothing reads them. Types that are named but not listed end the decoding of the object that holds them.
 */
export const TELEGRAM_MEDIA_TYPES = `
messageMediaEmpty#3ded6320 = MessageMedia
messageMediaPhoto#3d8ce53d photo:Photo caption:string = MessageMedia
messageMediaPhoto#b5223b0f flags:# photo:flags.0?Photo caption:flags.1?string ttl_seconds:flags.2?int = MessageMedia
messageMediaPhoto#695150d7 flags:# photo:flags.0?Photo ttl_seconds:flags.2?int = MessageMedia
messageMediaGeo#56e0d474 geo:GeoPoint = MessageMedia
messageMediaContact#5e7d2f39 phone_number:string first_name:string last_name:string user_id:int = MessageMedia
messageMediaContact#cbf24940 phone_number:string first_name:string last_name:string vcard:string user_id:int = MessageMedia
messageMediaContact#70322949 phone_number:string first_name:string last_name:string vcard:string user_id:long = MessageMedia
messageMediaUnsupported#9f84f49e = MessageMedia
messageMediaDocument#f3e02ea8 document:Document caption:string = MessageMedia
messageMediaDocument#7c4414d3 flags:# document:flags.0?Document caption:flags.1?string ttl_seconds:flags.2?int = MessageMedia
messageMediaDocument#9cb070d7 flags:# document:flags.0?Document ttl_seconds:flags.2?int = MessageMedia
messageMediaDocument#4cf4d72d flags:# document:flags.0?Document alt_document:flags.5?Document ttl_seconds:flags.2?int = MessageMedia
messageMediaDocument#dd570bd5 flags:# document:flags.0?Document alt_documents:flags.5?Vector<Document> ttl_seconds:flags.2?int = MessageMedia
messageMediaDocument#52d8ccd9 flags:# document:flags.0?Document alt_documents:flags.5?Vector<Document> video_cover:flags.9?Photo video_timestamp:flags.10?int ttl_seconds:flags.2?int = MessageMedia
messageMediaWebPage#a32dd600 webpage:WebPage = MessageMedia
messageMediaWebPage#ddf10c3b flags:# webpage:WebPage = MessageMedia
messageMediaVenue#7912b71f geo:GeoPoint title:string address:string provider:string venue_id:string = MessageMedia
messageMediaVenue#2ec0533f geo:GeoPoint title:string address:string provider:string venue_id:string venue_type:string = MessageMedia
messageMediaGeoLive#7c3c2609 geo:GeoPoint period:int = MessageMedia
messageMediaGeoLive#b940c666 flags:# geo:GeoPoint heading:flags.0?int period:int proximity_notification_radius:flags.1?int = MessageMedia
messageMediaPoll#4bd6e798 poll:Poll results:PollResults = MessageMedia
messageMediaDice#638fe46b value:int = MessageMedia
messageMediaDice#3f7ee58b value:int emoticon:string = MessageMedia
messageMediaStory#68cb6283 flags:# peer:Peer id:int story:flags.0?StoryItem = MessageMedia
messageMediaPhoto#c8c45a2a photo:Photo = MessageMedia
messageMediaDocument#2fda2204 document:Document = MessageMedia
messageMediaVideo#5bcf1675 video:Video caption:string = MessageMedia

geoPointEmpty#1117dd5f = GeoPoint
geoPoint#2049d70c long:double lat:double = GeoPoint
geoPoint#296f104 long:double lat:double access_hash:long = GeoPoint
geoPoint#b2a2f663 flags:# long:double lat:double access_hash:long accuracy_radius:flags.0?int = GeoPoint

photoEmpty#2331b22d id:long = Photo
photo#cded42fe id:long access_hash:long date:int sizes:Vector<PhotoSize> = Photo
photo#9288dd29 flags:# id:long access_hash:long date:int sizes:Vector<PhotoSize> = Photo
photo#9c477dd8 flags:# id:long access_hash:long file_reference:bytes date:int sizes:Vector<PhotoSize> = Photo
photo#d07504a5 flags:# id:long access_hash:long file_reference:bytes date:int sizes:Vector<PhotoSize> dc_id:int = Photo
photo#fb197a65 flags:# id:long access_hash:long file_reference:bytes date:int sizes:Vector<PhotoSize> video_sizes:flags.1?Vector<VideoSize> dc_id:int = Photo

photoSizeEmpty#e17e23c type:string = PhotoSize
photoSize#77bfb61b type:string location:FileLocation w:int h:int size:int = PhotoSize
photoSize#75c78e60 type:string w:int h:int size:int = PhotoSize
photoCachedSize#e9a734fa type:string location:FileLocation w:int h:int bytes:bytes = PhotoSize
photoCachedSize#21e1ad6 type:string w:int h:int bytes:bytes = PhotoSize
photoStrippedSize#e0b0bc2e type:string bytes:bytes = PhotoSize
photoSizeProgressive#5aa86a51 type:string location:FileLocation w:int h:int sizes:Vector<int> = PhotoSize
photoSizeProgressive#fa3efb95 type:string w:int h:int sizes:Vector<int> = PhotoSize
photoPathSize#d8214d41 type:string bytes:bytes = PhotoSize

fileLocationUnavailable#7c596b46 volume_id:long local_id:int secret:long = FileLocation
fileLocation#53d69076 dc_id:int volume_id:long local_id:int secret:long = FileLocation
fileLocation#91d11eb dc_id:int volume_id:long local_id:int secret:long file_reference:bytes = FileLocation
fileLocationToBeDeprecated#bc7fc6cd volume_id:long local_id:int = FileLocation

videoSize#435bb987 type:string location:FileLocation w:int h:int size:int = VideoSize
videoSize#e831c556 flags:# type:string location:FileLocation w:int h:int size:int video_start_ts:flags.0?double = VideoSize
videoSize#de33b094 flags:# type:string w:int h:int size:int video_start_ts:flags.0?double = VideoSize
videoSizeEmojiMarkup#f85c413c emoji_id:long background_colors:Vector<int> = VideoSize
videoSizeStickerMarkup#da082fe stickerset:InputStickerSet sticker_id:long background_colors:Vector<int> = VideoSize

documentEmpty#36f8c871 id:long = Document
document#f9a39f4f id:long access_hash:long date:int mime_type:string size:int thumb:PhotoSize dc_id:int attributes:Vector<DocumentAttribute> = Document
document#87232bc7 id:long access_hash:long date:int mime_type:string size:int thumb:PhotoSize dc_id:int version:int attributes:Vector<DocumentAttribute> = Document
document#59534e4c id:long access_hash:long file_reference:bytes date:int mime_type:string size:int thumb:PhotoSize dc_id:int attributes:Vector<DocumentAttribute> = Document
document#9ba29cc1 flags:# id:long access_hash:long file_reference:bytes date:int mime_type:string size:int thumbs:flags.0?Vector<PhotoSize> dc_id:int attributes:Vector<DocumentAttribute> = Document
document#1e87342b flags:# id:long access_hash:long file_reference:bytes date:int mime_type:string size:int thumbs:flags.0?Vector<PhotoSize> video_thumbs:flags.1?Vector<VideoSize> dc_id:int attributes:Vector<DocumentAttribute> = Document
document#8fd4c4d8 flags:# id:long access_hash:long file_reference:bytes date:int mime_type:string size:long thumbs:flags.0?Vector<PhotoSize> video_thumbs:flags.1?Vector<VideoSize> dc_id:int attributes:Vector<DocumentAttribute> = Document

documentAttributeImageSize#6c37c15c w:int h:int = DocumentAttribute
documentAttributeAnimated#11b58939 = DocumentAttribute
documentAttributeSticker#3a556302 alt:string stickerset:InputStickerSet = DocumentAttribute
documentAttributeSticker#6319d612 flags:# alt:string stickerset:InputStickerSet mask_coords:flags.0?MaskCoords = DocumentAttribute
documentAttributeVideo#5910cccb duration:int w:int h:int = DocumentAttribute
documentAttributeVideo#ef02ce6 flags:# round_message:flags.0?true duration:int w:int h:int = DocumentAttribute
documentAttributeVideo#d38ff1c2 flags:# round_message:flags.0?true duration:double w:int h:int preload_prefix_size:flags.2?int = DocumentAttribute
documentAttributeVideo#17399fad flags:# round_message:flags.0?true duration:double w:int h:int preload_prefix_size:flags.2?int video_start_ts:flags.4?double = DocumentAttribute
documentAttributeVideo#43c57c48 flags:# round_message:flags.0?true duration:double w:int h:int preload_prefix_size:flags.2?int video_start_ts:flags.4?double video_codec:flags.5?string = DocumentAttribute
documentAttributeAudio#9852f9c6 flags:# voice:flags.10?true duration:int title:flags.0?string performer:flags.1?string waveform:flags.2?bytes = DocumentAttribute
documentAttributeFilename#15590068 file_name:string = DocumentAttribute
documentAttributeHasStickers#9801d2f7 = DocumentAttribute
documentAttributeCustomEmoji#fd149899 flags:# alt:string stickerset:InputStickerSet = DocumentAttribute
documentAttributeAudio#ded218e0 duration:int title:string performer:string = DocumentAttribute
documentAttributeAudio#51448e5 duration:int = DocumentAttribute
documentAttributeSticker#994c9882 alt:string = DocumentAttribute
documentAttributeSticker#fb0a5727 = DocumentAttribute

inputStickerSetEmpty#ffb62b95 = InputStickerSet
inputStickerSetID#9de7a269 id:long access_hash:long = InputStickerSet
inputStickerSetShortName#861cc8a0 short_name:string = InputStickerSet
inputStickerSetAnimatedEmoji#28703c8 = InputStickerSet
inputStickerSetDice#e67f520e emoticon:string = InputStickerSet

maskCoords#aed6dbb2 n:int x:double y:double zoom:double = MaskCoords

webPageEmpty#211a1788 flags:# id:long url:flags.0?string = WebPage
webPagePending#c586da1c id:long date:int = WebPage
webPagePending#b0d13e47 flags:# id:long url:flags.0?string date:int = WebPage
webPage#ca820ed7 flags:# id:long url:string display_url:string type:flags.0?string site_name:flags.1?string title:flags.2?string description:flags.3?string photo:flags.4?Photo embed_url:flags.5?string embed_type:flags.5?string embed_width:flags.6?int embed_height:flags.6?int duration:flags.7?int author:flags.8?string document:flags.9?Document = WebPage
webPage#5f07b4bc flags:# id:long url:string display_url:string hash:int type:flags.0?string site_name:flags.1?string title:flags.2?string description:flags.3?string photo:flags.4?Photo embed_url:flags.5?string embed_type:flags.5?string embed_width:flags.6?int embed_height:flags.6?int duration:flags.7?int author:flags.8?string document:flags.9?Document cached_page:flags.10?Page = WebPage
webPage#e89c45b2 flags:# id:long url:string display_url:string hash:int type:flags.0?string site_name:flags.1?string title:flags.2?string description:flags.3?string photo:flags.4?Photo embed_url:flags.5?string embed_type:flags.5?string embed_width:flags.6?int embed_height:flags.6?int duration:flags.7?int author:flags.8?string document:flags.9?Document cached_page:flags.10?Page attributes:flags.12?Vector<WebPageAttribute> = WebPage
webPageNotModified#85849473 = WebPage
webPageNotModified#7311ca11 flags:# cached_page_views:flags.0?int = WebPage
webPageEmpty#eb1477e8 id:long = WebPage

poll#d5529d06 id:long flags:# question:string answers:Vector<PollAnswer> = Poll
poll#86e18161 id:long flags:# question:string answers:Vector<PollAnswer> close_period:flags.4?int close_date:flags.5?int = Poll
poll#58747131 id:long flags:# question:TextWithEntities answers:Vector<PollAnswer> close_period:flags.4?int close_date:flags.5?int = Poll

pollAnswer#6ca9c2e9 text:string option:bytes = PollAnswer
pollAnswer#ff16e2ca text:TextWithEntities option:bytes = PollAnswer

textWithEntities#751f3146 text:string entities:Vector<MessageEntity> = TextWithEntities
`
