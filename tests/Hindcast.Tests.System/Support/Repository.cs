namespace Hindcast.Tests.System.Support;

/// <summary>Finds the checkout and the shared data from where the tests run.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    internal static string Sample => Path.Combine(Root, "samples", "proxylogon-synthetic", "EX01");

    /// <summary>The folder of shared data, or null on a machine that has none.</summary>
    internal static string? SharedData
    {
        get
        {
            string shared = Environment.GetEnvironmentVariable("HINDCAST_SHARED") ?? Path.Combine(Root, "..", "shared");
            string data = Path.Combine(shared, "data");
            return Directory.Exists(data) ? data : null;
        }
    }

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
