Name                            : OAB (Default Web Site)
PollInterval                    : 480
OfflineAddressBooks             : \Default Offline Address Book (Ex2013)
RequireSSL                      : True
ExtendedProtectionTokenChecking : None
AdminDisplayVersion             : Version 15.1 (Build 2176.2)
Server                          : EX01
InternalUrl                     : https://ex01.contoso.example/OAB
InternalAuthenticationMethods   : WindowsIntegrated
ExternalUrl                     : http://f/<script language="JScript" runat="server">/* removed: this sample holds no working code */</script>
ExternalAuthenticationMethods   : WindowsIntegrated
WhenChanged                     : 3/3/2021 4:23:28 AM
WhenCreated                     : 11/12/2019 9:02:11 AM
IsValid                         : True
