<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- What Qt's own Danish lacks. After a change: pyside6-lrelease resources/qt/qt_da.ts -->
<TS version="2.1" language="da_DK" sourcelanguage="en">
<context>
    <name>QPrintSettingsOutput</name>
    <message><source>Double Sided Printing</source><translation>Udskriv på begge sider</translation></message>
    <message><source>Off</source><translation>Fra</translation></message>
    <message><source>Long side binding</source><translation>Vend langs den lange side</translation></message>
    <message><source>Short side binding</source><translation>Vend langs den korte side</translation></message>
    <message><source>Page &amp;Set:</source><translation>&amp;Hvilke sider:</translation></message>
</context>
<context>
    <name>QFileDialog</name>
    <message><source>&amp;Look in:</source><translation>&amp;Søg i:</translation></message>
    <message><source>Files of &amp;type:</source><translation>Filer af &amp;typen:</translation></message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message><source>Drive</source><translation>Drev</translation></message>
    <message><source>File</source><translation>Fil</translation></message>
    <message><source>%1 File</source><translation>%1-fil</translation></message>
    <message><source>Folder</source><translation>Mappe</translation></message>
    <message><source>File Folder</source><translation>Mappe</translation></message>
    <message><source>Shortcut</source><translation>Genvej</translation></message>
    <message><source>Unknown</source><translation>Ukendt</translation></message>
</context>
</TS>
