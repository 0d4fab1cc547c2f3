using System.Buffers.Binary;
using Hindcast.Formats.Evtx;

namespace Hindcast.Tests.Fuzz;

/// <summary>
/// Reads the input as the records of one chunk, with every value taken and every text form made. Anything thrown is a find.
/// </summary>
internal static class EvtxTarget
{
    private const int LargestRecords = 65536 - 512;

    /// <summary>Puts a file header and a chunk header before the input.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> records)
    {
        int length = Math.Min(records.Length, LargestRecords);
        byte[] file = new byte[4096 + 512 + length];
        "ElfFile\0"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(42), 1);
        "ElfChnk\0"u8.CopyTo(file.AsSpan(4096));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4096 + 48), 512 + (length * 3 / 4));
        records[..length].CopyTo(file.AsSpan(4096 + 512));
        return file;
    }

    public static void Run(ReadOnlySpan<byte> input)
    {
        EvtxReadOptions options = new() { Carve = true, VerifyChecksums = false, Templates = new() };
        using EvtxSource source = EvtxSource.FromMemory(Wrap(input), "fuzz.evtx");
        using EvtxReader reader = new(source, options);
        EvtxTextBuffer text = new(4096);
        while (reader.Read())
        {
            text.Clear();
            EvtxXml.Write(reader.Record, text);
            EvtxJson.Write(reader.Record, text);
            for (int i = 0; i < reader.Record.Layout.Fields.Length; i++)
            {
                _ = reader.Record.GetValue(i).ToString();
            }
        }

        EvtxSummary summary = reader.Summary;
        if (summary.Diagnostics.Any(static diagnostic => diagnostic.ToString().Length == 0))
        {
            throw new InvalidOperationException("A diagnostic without words.");
        }
    }
}
