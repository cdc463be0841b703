"""Decrypts an encrypted backup by other means than the program: hashlib and the `cryptography` package.

Usage: decryptBackup.py FOLDER < password. Prints one JSON object: fileID -> SHA-256 of the content, cut to its stated size.
"""
import hashlib
import json
import os
import plistlib
import sqlite3
import struct
import sys
import tempfile

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap


def tags(bag):
    at = 0
    while at < len(bag):
        length = struct.unpack(">L", bag[at + 4:at + 8])[0]
        yield bag[at:at + 4].decode(), bag[at + 8:at + 8 + length]
        at += 8 + length


def class_keys(bag, password):
    head, classes, current = {}, {}, None
    for tag, value in tags(bag):
        if tag == "UUID" and "UUID" in head:
            current = {}
        elif tag == "CLAS":
            classes[struct.unpack(">L", value)[0]] = current
        (head if current is None else current)[tag] = value
    number = lambda tag: struct.unpack(">L", head[tag])[0]
    if "DPSL" in head:
        password = hashlib.pbkdf2_hmac("sha256", password, head["DPSL"], number("DPIC"), 32)
    key = hashlib.pbkdf2_hmac("sha1", password, head["SALT"], number("ITER"), 32)
    return {clas: aes_key_unwrap(key, tag["WPKY"]) for clas, tag in classes.items()}


def unwrapped(keys, stored):
    return aes_key_unwrap(keys[struct.unpack("<L", stored[:4])[0]], stored[4:])


def decrypted(key, content):
    decryptor = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).decryptor()
    return decryptor.update(content) + decryptor.finalize()


def read(*parts):
    with open(os.path.join(*parts), "rb") as file:
        return file.read()


def main(folder):
    manifest = plistlib.loads(read(folder, "Manifest.plist"))
    keys = class_keys(manifest["BackupKeyBag"], sys.stdin.buffer.read())
    found = {}
    with tempfile.NamedTemporaryFile(suffix=".db") as listing:
        listing.write(decrypted(unwrapped(keys, manifest["ManifestKey"]), read(folder, "Manifest.db")))
        listing.flush()
        for file_id, record in sqlite3.connect(listing.name).execute("SELECT fileID, file FROM Files WHERE flags = 1"):
            objects = plistlib.loads(record)["$objects"]
            path = os.path.join(folder, file_id[:2], file_id)
            if not os.path.exists(path):
                continue
            reference = objects[1]["EncryptionKey"]
            key = unwrapped(keys, objects[reference["CF$UID"] if isinstance(reference, dict) else reference.data]["NS.data"])
            found[file_id] = hashlib.sha256(decrypted(key, read(path))[:objects[1]["Size"]]).hexdigest()
    print(json.dumps(found))


main(sys.argv[1])
