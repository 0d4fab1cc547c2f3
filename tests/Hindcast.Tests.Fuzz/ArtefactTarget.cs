using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Fuzz;

/// <summary>Gives the input to every artefact reader. Anything thrown is a find, and so is a record that stands outside the file.</summary>
internal static class ArtefactTarget
{
    public static void Run(byte[] input)
    {
        _ = ArtefactFormats.Find(input.AsSpan(0, Math.Min(input.Length, 65536)), "C:/inetpub/wwwroot/x_history.txt");
        foreach (IArtefactReader reader in ArtefactFormats.All)
        {
            ArtefactInput file = new(
                "fuzz", "C:/fuzz", input.Length, new StreamBytes(default, new MemoryStream(input)),
                record =>
                {
                    long end = record.Location.OffsetBytes + record.Location.LengthBytes;
                    if (record.Location.OffsetBytes < 0 || end > input.Length || record.Values.Count != record.Shape.Fields.Count)
                    {
                        throw new InvalidOperationException($"{reader.Kind}: a record at {record.Location} of {input.Length} bytes");
                    }
                },
                CancellationToken.None);
            reader.Read(file);
            if (file.Diagnostics.Any(static diagnostic => diagnostic.ToString().Length == 0))
            {
                throw new InvalidOperationException("A diagnostic without words.");
            }
        }
    }
}
