namespace Hindcast.Engine.KnownGood;

/// <summary>
/// Brings the path of a file on media, on a server or in a table to one form: in lower case, below the folder that setup
/// installs from or into, and without the build that some folders are named after. Pure functions.
/// </summary>
internal static class KnownPaths
{
    private static readonly string[] Roots = ["exchange server/v15/", "exchange server/v14/", "setup/serverroles/", "serverroles/"];

    /// <summary>The parts of a path in its common form, the file's name last.</summary>
    internal static string[] Split(string path)
    {
        string normal = path.Replace('\\', '/').ToLowerInvariant().TrimStart('/');
        foreach (string root in Roots)
        {
            int at = normal.IndexOf(root, StringComparison.Ordinal);
            if (at >= 0 && (at == 0 || normal[at - 1] == '/'))
            {
                normal = normal[(at + root.Length)..];
                break;
            }
        }

        string[] parts = normal.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < parts.Length - 1; i++)
        {
            parts[i] = IsBuild(parts[i]) ? "version" : parts[i];
        }

        return parts;
    }

    /// <summary>True for a folder such as 15.1.2176.9.</summary>
    private static bool IsBuild(string part) =>
        part.Length > 4 && char.IsAsciiDigit(part[0]) && part.Count(c => c == '.') is 2 or 3 && !part.AsSpan().ContainsAnyExcept("0123456789.");
}
