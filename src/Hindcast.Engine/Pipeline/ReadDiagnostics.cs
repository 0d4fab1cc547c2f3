using System.Globalization;
using Hindcast.Evidence;

namespace Hindcast.Engine.Pipeline;

/// <summary>The kinds of trouble that a whole reading can meet.</summary>
public static class ReadDiagnostics
{
    private const int MostNamed = 3;

    /// <summary>HC1101.</summary>
    public static readonly DiagnosticDescriptor Copy = new(
        "HC1101", DiagnosticSeverity.Info, "second copy of a log", "counted once");

    /// <summary>HC1102.</summary>
    public static readonly DiagnosticDescriptor NothingRecognised = new(
        "HC1102", DiagnosticSeverity.Loss, "no evidence of a known format", "nothing can be said of this server");

    /// <summary>What was found where nothing was recognised: the files by name, and which are empty.</summary>
    /// <param name="files">Paths and sizes; a negative size is not known.</param>
    internal static string Found(IReadOnlyCollection<(string Path, long Bytes)> files)
    {
        string count = files.Count == 1 ? "1 file" : string.Create(CultureInfo.InvariantCulture, $"{files.Count} files");
        return files.Count == 0 ? "no file"
            : files.Count > MostNamed ? files.All(f => f.Bytes == 0) ? $"{count}, all empty" : count
            : $"{count}: {string.Join(", ", files.Select(f => f.Bytes == 0 ? $"{f.Path} (empty)" : f.Path))}";
    }
}
