namespace Hindcast.Bench.Match;

/// <summary>The files that a bench reads.</summary>
internal static class LogFiles
{
    /// <summary>The file itself, or all files below a folder, in ordinal order.</summary>
    public static string[] Below(string path) =>
        File.Exists(path) ? [path] : [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
