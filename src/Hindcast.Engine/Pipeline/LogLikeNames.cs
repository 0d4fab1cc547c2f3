namespace Hindcast.Engine.Pipeline;

/// <summary>
/// What a file's name and folder hint at. Used to complain about a file that should be a log and is none, to tell
/// logs of one kind apart, and to know the web roots; never to decide how a file is read.
/// </summary>
internal static class LogLikeNames
{
    private static readonly string[] Prefixes =
    [
        "u_ex", "u_in", "u_nc", "httpproxy_", "httpproxy2_", "ecpserver", "ecpactivity", "oabgen", "ews_", "autod_",
        "msgtrk", "rps_", "mapihttp_", "oabdownload_", "httperr", "rca_", "recv", "send", "agentlog", "connectlog",
        "httprequestfiltering_",
    ];

    private static readonly string[] WebRoots =
    [
        "/inetpub/wwwroot/", "/frontend/httpproxy/", "/clientaccess/owa/", "/clientaccess/ecp/", "/clientaccess/oab/",
        "/clientaccess/autodiscover/", "/clientaccess/exchweb/",
        "/temporary asp.net files/",
    ];

    /// <summary>True for a name such as u_ex210303.log.</summary>
    internal static bool IsLogName(string path)
    {
        ReadOnlySpan<char> name = path.AsSpan(path.LastIndexOf('/') + 1);
        if (!name.EndsWith(".log", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (string prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The IIS site's folder (W3SVC1) in a path, or "".</summary>
    internal static string Site(string path)
    {
        string[] parts = path.Split('/', '\\');
        return parts.Length > 1 && parts[^2].StartsWith("W3SVC", StringComparison.OrdinalIgnoreCase)
            && parts[^2].AsSpan(5) is { Length: > 0 and < 12 } number && !number.ContainsAnyExceptInRange('0', '9')
            ? parts[^2].ToUpperInvariant()
            : "";
    }

    /// <summary>True for a file that stands in a web root of Exchange or IIS.</summary>
    internal static bool IsInWebRoot(string path) => BelowWebRoot(path).Length > 0;

    /// <summary>The path of a file from the name of its web root on, with forward slashes; "" for a file of none.</summary>
    internal static string BelowWebRoot(string path)
    {
        string normal = "/" + path.Replace('\\', '/');
        foreach (string root in WebRoots)
        {
            int at = normal.IndexOf(root, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                return normal[at..];
            }
        }

        return "";
    }
}
