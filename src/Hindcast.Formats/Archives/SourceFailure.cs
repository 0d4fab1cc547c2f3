using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>Says what an error of the file system means.</summary>
internal static class SourceFailure
{
    /// <summary>True for errors that a hostile or changing file system can cause.</summary>
    public static bool IsExpected(Exception error) =>
        error is IOException or UnauthorizedAccessException or System.Security.SecurityException or ArgumentException or NotSupportedException;

    /// <summary>The diagnostic for an error; the message of the platform is not quoted, as it holds paths of this machine.</summary>
    public static Diagnostic Diagnose(Exception error, DiagnosticDescriptor unreadable, string path) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => SourceDiagnostics.FileVanished.At(new(path), "no such file or folder"),
        UnauthorizedAccessException => unreadable.At(new(path), "access denied"),
        PathTooLongException => unreadable.At(new(path), "path too long for this machine"),
        _ => unreadable.At(new(path), error.GetType().Name),
    };
}
