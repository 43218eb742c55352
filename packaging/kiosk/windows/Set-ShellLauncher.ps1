# Puts shell-launcher.xml in force on this computer. Must run as SYSTEM (psexec -i -s powershell.exe, or a task of the
# user SYSTEM): the MDM bridge answers nobody else. The user "kiosk" must exist. See "What is Shell Launcher?" at Microsoft.
[CmdletBinding()]
param(
    [string]$Configuration = (Join-Path $PSScriptRoot 'shell-launcher.xml'),
    [switch]$Remove
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$feature = Get-WindowsOptionalFeature -Online -FeatureName 'Client-EmbeddedShellLauncher'
if (-not $feature) { throw 'This edition of Windows has no Shell Launcher.' }
if ($feature.State -ne 'Enabled') {
    Enable-WindowsOptionalFeature -Online -FeatureName 'Client-EmbeddedShellLauncher' -All -NoRestart | Out-Null
}

$bridge = Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName 'MDM_AssignedAccess'
if ($Remove) {
    $bridge.ShellLauncher = $null
} else {
    $xml = Get-Content -Raw -Encoding UTF8 -Path $Configuration
    [void][xml]$xml
    $bridge.ShellLauncher = [System.Net.WebUtility]::HtmlEncode($xml)
}
Set-CimInstance -CimInstance $bridge
Write-Output 'Done. It holds from the next sign-in.'
