namespace Hindcast.Tests.Unit.Conventions;

/// <summary>The files of this checkout.</summary>
internal static class Checkout
{
    internal static string Root { get; } = FindRoot();

    /// <summary>Files below a folder of the checkout, as paths with forward slashes from its root.</summary>
    internal static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>Files of the checkout's root itself.</summary>
    internal static IEnumerable<string> TopFiles(string pattern) =>
        Directory.GetFiles(Root, pattern).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hindcast.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Hindcast.slnx not found above the tests");
    }
}
