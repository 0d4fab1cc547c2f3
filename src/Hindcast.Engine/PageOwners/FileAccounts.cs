namespace Hindcast.Engine.PageOwners;

/// <summary>Tells accounts apart by how listings and file systems name them. Names are compared without case. Thread-safe.</summary>
internal static class FileAccounts
{
    /// <summary>Well-known accounts by name, also as Windows in other languages calls them, and by SID.</summary>
    private static readonly HashSet<string> WebServers = new(StringComparer.OrdinalIgnoreCase)
    {
        "NETWORK SERVICE", "NETZWERKDIENST", "SERVICE RÉSEAU", "SERVICIO DE RED", "SERVIZIO DI RETE", "LOCAL SERVICE", "LOKALER DIENST", "SERVICE LOCAL",
        "IUSR", "ASPNET", "IIS_IUSRS", "DefaultAppPool", "www-data", "apache", "httpd", "nginx", "tomcat",
        "S-1-5-17", "S-1-5-19", "S-1-5-20", "S-1-5-32-568",
    };

    private static readonly HashSet<string> Systems = new(StringComparer.OrdinalIgnoreCase)
    {
        "SYSTEM", "LocalSystem", "SYSTÈME", "SISTEMA", "СИСТЕМА", "S-1-5-18",
    };

    /// <summary>What an account is.</summary>
    /// <param name="owner">Its name with or without its domain, or its SID.</param>
    internal static AccountKind KindOf(string owner)
    {
        int slash = owner.LastIndexOf('\\');
        string domain = slash < 0 ? "" : owner[..slash], name = owner[(slash + 1)..].Trim();
        return domain.Equals("IIS APPPOOL", StringComparison.OrdinalIgnoreCase) || WebServers.Contains(name)
            || name.StartsWith("S-1-5-82-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("IUSR_", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("IWAM_", StringComparison.OrdinalIgnoreCase) ? AccountKind.WebServer
            : Systems.Contains(name) ? AccountKind.System : AccountKind.Other;
    }

    /// <summary>The word of a kind in records.</summary>
    internal static string Word(AccountKind kind) => kind switch
    {
        AccountKind.WebServer => "web-server",
        AccountKind.System => "system",
        _ => "other",
    };
}
