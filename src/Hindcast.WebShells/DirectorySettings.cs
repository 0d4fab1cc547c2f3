namespace Hindcast.WebShells;

/// <summary>
/// What a dump of virtual directory settings says of itself: when it was written, on which server and build. ProxyLogon
/// leaves such dumps as pages. All values are untrusted text as the dump has it.
/// </summary>
/// <param name="Server">The server.</param>
/// <param name="Build">Build from <c>AdminDisplayVersion</c>, such as 15.1.2176.2 written as in the dump.</param>
/// <param name="ExternalUrl">The address, with the script that it carries.</param>
/// <param name="WhenCreated">When the directory object was made.</param>
/// <param name="WhenChanged">When it was changed last, in UTC where the dump has that line.</param>
/// <param name="OriginatingServer">The domain controller that took the change.</param>
public sealed record DirectorySettings(
    string Server, string Build, string ExternalUrl, string WhenCreated, string WhenChanged, string OriginatingServer);
