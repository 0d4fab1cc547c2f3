namespace Hindcast.Tests.Web.Support;

/// <summary>The files of this checkout.</summary>
internal static class Checkout
{
    internal static string Root { get; } = FindRoot();

    internal static string Packs => Path.Combine(Root, "packs");

    internal static string Sample => Path.Combine(Root, "samples", "proxylogon-synthetic", "EX01");

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
