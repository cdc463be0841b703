/**
 * What the published schemas say of the elements that the map exports write, restated by hand for xmllint: order, number and type of
 * elements and attributes. An element that is not here, or in another order, is refused.
 *
 * GPX 1.1: the schema of www.topografix.com (`gpxType`, `wptType`: sequence ele, time, magvar, geoidheight, name, cmt, desc, src, link,
 * sym, type, fix, sat, hdop, vdop, pdop, ageofdgpsdata, dgpsid, extensions; latitude -90 to 90, longitude -180 to under 180; extensions
 * are elements of other namespaces, not checked). KML 2.2: OGC 07-147r2 and its schema ogckml22.xsd (features: name, TimePrimitive,
 * styleUrl, StyleSelector, ExtendedData, then geometry or features; styles in the order of their parts; a coordinate list of doubles).
 */
export const GPX_SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://www.topografix.com/GPX/1/1" targetNamespace="http://www.topografix.com/GPX/1/1" elementFormDefault="qualified">
<xs:simpleType name="lat"><xs:restriction base="xs:decimal"><xs:minInclusive value="-90.0"/><xs:maxInclusive value="90.0"/></xs:restriction></xs:simpleType>
<xs:simpleType name="lon"><xs:restriction base="xs:decimal"><xs:minInclusive value="-180.0"/><xs:maxExclusive value="180.0"/></xs:restriction></xs:simpleType>
<xs:complexType name="ext"><xs:sequence><xs:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
<xs:complexType name="wpt"><xs:sequence>
<xs:element name="ele" type="xs:decimal" minOccurs="0"/><xs:element name="time" type="xs:dateTime" minOccurs="0"/>
<xs:element name="name" type="xs:string" minOccurs="0"/><xs:element name="cmt" type="xs:string" minOccurs="0"/>
<xs:element name="desc" type="xs:string" minOccurs="0"/><xs:element name="src" type="xs:string" minOccurs="0"/>
<xs:element name="sym" type="xs:string" minOccurs="0"/><xs:element name="type" type="xs:string" minOccurs="0"/>
<xs:element name="hdop" type="xs:decimal" minOccurs="0"/><xs:element name="extensions" type="ext" minOccurs="0"/>
</xs:sequence><xs:attribute name="lat" type="lat" use="required"/><xs:attribute name="lon" type="lon" use="required"/></xs:complexType>
<xs:element name="gpx"><xs:complexType><xs:sequence><xs:element name="wpt" type="wpt" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
<xs:attribute name="version" type="xs:string" use="required" fixed="1.1"/><xs:attribute name="creator" type="xs:string" use="required"/></xs:complexType></xs:element>
</xs:schema>`

export const KML_SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://www.opengis.net/kml/2.2" targetNamespace="http://www.opengis.net/kml/2.2" elementFormDefault="qualified">
<xs:simpleType name="coordinates"><xs:list><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?,-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?"/></xs:restriction></xs:simpleType></xs:list></xs:simpleType>
<xs:simpleType name="time"><xs:union memberTypes="xs:dateTime xs:date xs:gYearMonth xs:gYear"/></xs:simpleType>
<xs:simpleType name="colour"><xs:restriction base="xs:hexBinary"><xs:length value="4"/></xs:restriction></xs:simpleType>
<xs:complexType name="coloured"><xs:sequence><xs:element name="color" type="colour" minOccurs="0"/><xs:element name="scale" type="xs:double" minOccurs="0"/></xs:sequence></xs:complexType>
<xs:complexType name="line"><xs:sequence><xs:element name="color" type="colour" minOccurs="0"/><xs:element name="width" type="xs:double" minOccurs="0"/></xs:sequence></xs:complexType>
<xs:complexType name="style"><xs:sequence><xs:element name="IconStyle" type="coloured" minOccurs="0"/><xs:element name="LabelStyle" type="coloured" minOccurs="0"/>
<xs:element name="LineStyle" type="line" minOccurs="0"/><xs:element name="PolyStyle" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="color" type="colour" minOccurs="0"/></xs:sequence></xs:complexType></xs:element></xs:sequence>
<xs:attribute name="id" type="xs:ID"/></xs:complexType>
<xs:complexType name="extended"><xs:sequence><xs:element name="Data" maxOccurs="unbounded" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="displayName" type="xs:string" minOccurs="0"/><xs:element name="value" type="xs:string"/></xs:sequence><xs:attribute name="name" type="xs:string" use="required"/></xs:complexType></xs:element></xs:sequence></xs:complexType>
<xs:complexType name="point"><xs:sequence><xs:element name="coordinates" type="coordinates"/></xs:sequence></xs:complexType>
<xs:complexType name="polygon"><xs:sequence><xs:element name="outerBoundaryIs"><xs:complexType><xs:sequence><xs:element name="LinearRing" type="point"/></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType>
<xs:group name="geometry"><xs:choice><xs:element name="Point" type="point"/><xs:element name="Polygon" type="polygon"/></xs:choice></xs:group>
<xs:complexType name="placemark"><xs:sequence><xs:element name="name" type="xs:string" minOccurs="0"/>
<xs:choice minOccurs="0"><xs:element name="TimeStamp"><xs:complexType><xs:sequence><xs:element name="when" type="time"/></xs:sequence></xs:complexType></xs:element>
<xs:element name="TimeSpan"><xs:complexType><xs:sequence><xs:element name="begin" type="time"/><xs:element name="end" type="time"/></xs:sequence></xs:complexType></xs:element></xs:choice>
<xs:element name="styleUrl" type="xs:anyURI" minOccurs="0"/><xs:element name="ExtendedData" type="extended" minOccurs="0"/>
<xs:choice minOccurs="0"><xs:group ref="geometry"/><xs:element name="MultiGeometry"><xs:complexType><xs:sequence><xs:group ref="geometry" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element></xs:choice></xs:sequence></xs:complexType>
<xs:element name="kml"><xs:complexType><xs:sequence><xs:element name="Document"><xs:complexType><xs:sequence><xs:element name="name" type="xs:string" minOccurs="0"/>
<xs:element name="Style" type="style" minOccurs="0" maxOccurs="unbounded"/>
<xs:element name="Folder" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence><xs:element name="name" type="xs:string" minOccurs="0"/><xs:element name="Placemark" type="placemark" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
</xs:schema>`
