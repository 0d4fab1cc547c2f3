using System.Buffers.Binary;
using System.Diagnostics;
using Hindcast.Evidence;
using Hindcast.Formats.Evtx;

namespace Hindcast.Tests.Unit.Formats.Evtx;

/// <summary>Hostile and broken bytes: no throw, no hang, no silent loss, bounded memory.</summary>
public sealed class EvtxDamageTests
{
    private const int Chunk = 4096;

    [Fact]
    public void Every_single_changed_byte_is_survived_and_never_changes_records_in_silence()
    {
        byte[] sound = EvtxFileBuilder.Usual();
        List<string> expected = EvtxText.Json(sound, EvtxText.Fresh).Lines;
        int used = Chunk + (int)BinaryPrimitives.ReadUInt32LittleEndian(sound.AsSpan(Chunk + 48));
        EvtxTemplateCache cache = new();
        for (int at = 0; at < used; at = at == 127 ? Chunk : at + 1)
        {
            foreach (byte mask in (byte[])[0x01, 0x80, 0xFF])
            {
                byte[] file = [.. sound];
                file[at] ^= mask;
                (List<string> lines, EvtxSummary summary) = EvtxText.Json(file, new() { Templates = cache });
                if (!lines.SequenceEqual(expected))
                {
                    Assert.True(
                        summary.Diagnostics.Any(static diagnostic => diagnostic.Severity() > DiagnosticSeverity.Info),
                        $"offset {at} mask {mask:X2} changed records in silence");
                }
            }
        }
    }

    [Fact]
    public void Every_single_changed_byte_under_right_checksums_is_survived()
    {
        byte[] sound = EvtxFileBuilder.Usual();
        int used = Chunk + (int)BinaryPrimitives.ReadUInt32LittleEndian(sound.AsSpan(Chunk + 48));
        EvtxTemplateCache cache = new();
        foreach (EvtxReadPolicy policy in Enum.GetValues<EvtxReadPolicy>())
        {
            for (int at = Chunk + 512; at < used; at++)
            {
                byte[] file = [.. sound];
                file[at] ^= 0xFF;
                EvtxReadOptions options = new() { Policy = policy, Templates = cache, Carve = at % 2 == 0, VerifyChecksums = false };
                (List<string> lines, EvtxSummary summary) = EvtxText.Xml(file, options);
                Assert.Equal(
                    lines.Count, summary.Records + summary.DamagedRecords + summary.RecordsAfterBreak + summary.CarvedRecords);
                Assert.True(lines.Count + summary.LostRecords >= 3 || summary.LostBytes > 0, $"offset {at}");
            }
        }
    }

    [Fact]
    public void Every_prefix_gives_the_records_before_the_cut_and_names_the_loss()
    {
        byte[] sound = EvtxFileBuilder.Usual();
        List<string> expected = EvtxText.Json(sound, EvtxText.Fresh).Lines;
        EvtxTemplateCache cache = new();
        for (int length = 0; length < sound.Length; length += length is > 7600 ? 997 : length is > 200 and < 4000 ? 97 : 1)
        {
            (List<string> lines, EvtxSummary summary) = EvtxText.Json(sound[..length], new() { Templates = cache });
            Assert.Equal(expected.Take(lines.Count), lines);
            Assert.True(summary.Diagnostics.Any(static diagnostic => diagnostic.Severity() > DiagnosticSeverity.Info), $"length {length}");
        }
    }

    [Fact]
    public void Random_damage_under_right_checksums_is_survived()
    {
        byte[] sound = new EvtxFileBuilder().Chunk(static chunk => chunk.Usual("a", 1)
            .Record(static xml => xml.Fragment().Open("Event").Close().Open("EventData").Close()
                .Open("Data").Close().Constant("literal").End().End().End().EndOfFragment())
            .Usual("b", 2)).Build();
        int used = (int)BinaryPrimitives.ReadUInt32LittleEndian(sound.AsSpan(Chunk + 48));
        Random random = new(20210302);
        EvtxTemplateCache cache = new();
        for (int round = 0; round < 4000; round++)
        {
            byte[] file = [.. sound];
            for (int i = random.Next(1, 12); i > 0; i--)
            {
                file[Chunk + random.Next(0, used)] = (byte)random.Next(256);
            }

            using EvtxSource source = EvtxSource.FromMemory(file, "test.evtx");
            using EvtxReader reader = new(source, new() { Templates = cache, Carve = true, VerifyChecksums = round % 2 == 0 });
            EvtxTextBuffer text = new(1024);
            while (reader.Read())
            {
                text.Clear();
                EvtxXml.Write(reader.Record, text);
                EvtxJson.Write(reader.Record, text);
                Touch(reader.Record);
            }
        }
    }

    [Fact]
    public void Zero_size_and_absurd_counts_end_in_time()
    {
        byte[] file = new EvtxFileBuilder().Chunk(static chunk =>
        {
            chunk.Record(static xml => xml.Fragment().Bytes(0x0C, 1).Int32At(1).Int32At(600).Int32At(-1));
            chunk.Record(static xml => xml.Fragment().Bytes(0x0C, 1).Int32At(1).Int32At(-1).Int32At(int.MaxValue));
            chunk.Record(static xml => { });
            while (chunk.Xml.Position < 65000)
            {
                chunk.Xml.Bytes(0x2A, 0x2A, 0, 0, 0, 0, 0, 0);
            }
        }).Build();
        (List<string> lines, EvtxSummary summary) = EvtxText.Json(file, EvtxText.Fresh);
        Assert.Equal(3, lines.Count);
        Assert.Equal(3, summary.DamagedRecords);
        Assert.Equal(1, summary.LostRecords);
    }

    [Fact]
    public void A_value_that_nests_itself_over_and_over_stays_bounded()
    {
        // Each level names its one value a thousand times: text would grow by a thousand a level.
        static void Laugh(BinXmlBuilder xml)
        {
            xml.Open("L").Close();
            for (int i = 0; i < 1000; i++)
            {
                xml.Slot(0, 0x21);
            }

            xml.End();
        }

        byte[] file = new EvtxFileBuilder().Chunk(static chunk => chunk
            .Record(static xml => xml.Fragment().Instance("laugh", Laugh, Level(12)).EndOfFragment()).Usual("a", 1)).Build();
        Stopwatch watch = Stopwatch.StartNew();
        long before = GC.GetTotalAllocatedBytes();
        (List<string> lines, EvtxSummary summary) = EvtxText.Xml(file, EvtxText.Fresh);
        Assert.Equal(2, lines.Count);
        Assert.Contains(summary.Diagnostics, static diagnostic => diagnostic.Code == "HC3020");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
        Assert.True(GC.GetTotalAllocatedBytes() - before < 300 << 20);

        static BinXmlBuilder.Value Level(int depth) => depth == 0
            ? BinXmlBuilder.Text("ha")
            : BinXmlBuilder.Nested(xml => xml.Fragment().Instance("laugh", Laugh, Level(depth - 1)).EndOfFragment());
    }

    [Fact]
    public void Text_repeated_beyond_the_limit_is_cut_and_says_so()
    {
        string big = new('x', 25_000);
        byte[] file = new EvtxFileBuilder().Chunk(chunk => chunk
            .Record(xml => xml.Fragment().Instance(
                "many",
                static t =>
                {
                    t.Open("Event").Close();
                    for (int i = 0; i < 2000; i++)
                    {
                        t.Slot(0, 1);
                    }

                    t.End();
                },
                BinXmlBuilder.Text(big)).EndOfFragment())).Build();
        using EvtxSource source = EvtxSource.FromMemory(file, "test.evtx");
        using EvtxReader reader = new(source, EvtxText.Fresh);
        Assert.True(reader.Read());
        EvtxTextBuffer text = new();
        EvtxXml.Write(reader.Record, text);
        Assert.True(text.IsCut);
        Assert.Equal("<Event><!-- cut: text over the limit --></Event>"u8.ToArray(), text.Written.ToArray());
        text.Clear();
        EvtxJson.Write(reader.Record, text);
        Assert.Equal("{\"Event\":null,\"#cut\":true}"u8.ToArray(), text.Written.ToArray());
    }

    [Fact]
    public void A_cache_of_hostile_structures_stays_bounded_and_readable()
    {
        EvtxTemplateCache cache = new();
        int shared = 0;
        int unshared = 0;
        for (int i = 0; i < 400; i++)
        {
            string name = new string('n', 20_000) + i;
            byte[] file = new EvtxFileBuilder().Chunk(chunk => chunk.Record(xml =>
                xml.Fragment().Open("Event").Close().Open(name).Close().Constant("v").End().End().EndOfFragment())).Build();
            using EvtxSource source = EvtxSource.FromMemory(file, "test.evtx");
            using EvtxReader reader = new(source, new() { Templates = cache });
            Assert.True(reader.Read());
            Assert.Equal("v", reader.Record.GetValue(name).ToString());
            shared += reader.Record.Layout.IsShared ? 1 : 0;
            unshared += reader.Record.Layout.IsShared ? 0 : 1;
        }

        Assert.True(shared > 100);
        Assert.True(unshared > 50);
    }

    private static void Touch(EvtxRecord record)
    {
        for (int i = 0; i < record.Layout.Fields.Length; i++)
        {
            EvtxValue value = record.GetValue(i);
            char[] room = new char[value.MaxTextLength];
            Assert.True(value.TryFormat(room, out _));
            foreach (EvtxValue item in value.Items)
            {
                item.TryGetInt64(out _);
            }
        }
    }
}
