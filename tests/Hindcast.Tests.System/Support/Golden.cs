namespace Hindcast.Tests.System.Support;

/// <summary>
/// Compares with a committed file. HINDCAST_ACCEPT=1 writes the file instead; CI never sets it.
/// </summary>
internal static class Golden
{
    internal static void Check(string name, string actual)
    {
        string path = Path.Combine(Repository.Root, "tests", "Hindcast.Tests.System", "golden", name);
        if (Environment.GetEnvironmentVariable("HINDCAST_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
