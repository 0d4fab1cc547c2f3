using System.Reflection;

namespace Hindcast.Tests.Unit.Formats.Archives;

/// <summary>The small archives in data/, made by this project with the tools that write such formats (see data/README.md).</summary>
internal static class ArchiveSamples
{
    public static byte[] Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("archives/" + name)
            ?? throw new FileNotFoundException(name);
        return EvidenceFolder.ReadAll(stream);
    }
}
