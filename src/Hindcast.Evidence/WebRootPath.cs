namespace Hindcast.Evidence;

/// <summary>The address under which a client asks for a file of a web root.</summary>
public static class WebRootPath
{
    private static readonly string[] Roots = ["/frontend/httpproxy/", "/clientaccess/", "/inetpub/wwwroot/"];

    /// <summary>The path as a client writes it, lower case; "" for a file of no known root.</summary>
    public static string Of(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        string path = file.Replace('\\', '/').ToLowerInvariant();
        foreach (string root in Roots)
        {
            int at = path.LastIndexOf(root, StringComparison.Ordinal);
            if (at >= 0)
            {
                return path[(at + root.Length - 1)..];
            }
        }

        return "";
    }
}
