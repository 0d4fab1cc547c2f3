using Hindcast.Formats.Evtx;

namespace Hindcast.Tests.Unit.Formats.Evtx;

public sealed class EvtxLayoutTests
{
    [Fact]
    public void Fields_have_names_sections_and_values_by_name_and_kind()
    {
        using EvtxSource source = EvtxSource.FromMemory(EvtxFileBuilder.Usual(), "test.evtx");
        using EvtxReader reader = new(source, EvtxText.Fresh);
        Assert.True(reader.Read());
        EvtxRecord record = reader.Record;
        Assert.Equal(
            ["Provider_Name", "EventID", "TimeCreated_SystemTime", "EventRecordID", "Channel", "Security_UserID", "User", "Number", "Logon Id", "Text"],
            record.Layout.Fields.ToArray().Select(static field => field.Name));
        Assert.Equal("Test-Provider", record.GetValue(EvtxSystemField.ProviderName).ToString());
        Assert.Equal(4242, record.EventId);
        Assert.Equal("Test/Operational", record.GetValue("Channel").Text.ToString());
        Assert.True(record.GetValue(EvtxSystemField.UserId).IsNull);
        Assert.True(record.GetValue("NoSuchField").IsNull);
        Assert.Equal(EvtxFieldSection.EventData, record.Layout.Fields[record.Layout.IndexOf("Logon Id")].Section);
        Assert.Equal("Event/System/Provider/@Name", record.Layout.Fields[0].Path);
        Assert.True(record.GetValue("Number").TryGetInt64(out long number));
        Assert.Equal(0, number);
    }

    [Fact]
    public void Unnamed_data_is_found_by_position_and_an_array_goes_on_from_there()
    {
        byte[] file = new EvtxFileBuilder().Chunk(static chunk => chunk.Record(static xml => xml.Fragment()
            .Instance("classic", static t => t.Open("Event").Close().Open("EventData").Close()
                .Open("Data").Close().Slot(0, 0x81).End().Open("Data").Close().Constant("last").End()
                .Open("Binary").Close().Slot(1, 0x0E).End().End().End(),
                BinXmlBuilder.Texts("Set-OabVirtualDirectory", "-ExternalUrl \"x\""), BinXmlBuilder.Raw(0x0E, 1, 2))
            .EndOfFragment())).Build();
        using EvtxSource source = EvtxSource.FromMemory(file, "test.evtx");
        using EvtxReader reader = new(source, EvtxText.Fresh);
        Assert.True(reader.Read());
        EvtxLayout layout = reader.Record.Layout;
        Assert.Equal([0, 1, -1], layout.Fields.ToArray().Select(static field => field.Position));
        List<string> items = [];
        foreach (EvtxValue item in reader.Record.GetValue(0).Items)
        {
            items.Add(item.Text.ToString());
        }

        Assert.Equal(["Set-OabVirtualDirectory", "-ExternalUrl \"x\""], items);
        Assert.Equal("last", layout.Fields[1].Constant);
        Assert.Equal("0102", reader.Record.GetValue("Binary").ToString());
    }

    [Fact]
    public void Values_of_several_parts_are_put_together()
    {
        byte[] file = new EvtxFileBuilder().Chunk(static chunk => chunk.Record(static xml => xml.Fragment()
            .Instance("mixed", static t => t.Open("Event").Close().Open("EventData").Close()
                .Open("Data").Close().Constant("a").Slot(0, 1).Entity("amp").Slot(1, 8).End().End().End(),
                BinXmlBuilder.Text("b"), BinXmlBuilder.UInt32(7))
            .EndOfFragment())).Build();
        using EvtxSource source = EvtxSource.FromMemory(file, "test.evtx");
        using EvtxReader reader = new(source, EvtxText.Fresh);
        Assert.True(reader.Read());
        Assert.Equal("ab&7", reader.Record.GetValue(0).Text.ToString());
        Assert.Equal("ab&7", reader.Record.GetValue(0).Text.ToString());
    }

    [Fact]
    public void Equal_structures_share_one_layout_across_records_chunks_and_files()
    {
        EvtxReadOptions options = EvtxText.Fresh;
        byte[] first = new EvtxFileBuilder()
            .Chunk(static chunk => chunk.Usual("a", 1).Usual("b", 2))
            .Chunk(static chunk => chunk.Usual("c", 3)).Build();

        // The names and templates stand elsewhere in this one.
        byte[] second = new EvtxFileBuilder().Chunk(static chunk => chunk
            .Record(static xml => xml.Fragment().Open("User").Close().Open("Channel").CloseEmpty().End().EndOfFragment())
            .Usual("d", 4)).Build();
        HashSet<EvtxLayout> layouts = [];
        foreach (byte[] file in (byte[][])[first, second])
        {
            using EvtxSource source = EvtxSource.FromMemory(file, "test.evtx");
            using EvtxReader reader = new(source, options);
            while (reader.Read())
            {
                layouts.Add(reader.Record.Layout);
            }
        }

        Assert.Equal(2, layouts.Count);
        Assert.Equal([0, 1], layouts.Select(static layout => layout.Ordinal).Order());
        Assert.Equal(2, options.Templates.LayoutCount);
    }

    [Fact]
    public void Reading_fields_allocates_nothing_at_steady_state()
    {
        EvtxFileBuilder builder = new();
        for (int i = 0; i < 40; i++)
        {
            builder.Chunk(chunk =>
            {
                for (int j = 0; j < 40; j++)
                {
                    chunk.Usual($"user{j}", j);
                    chunk.Record(static xml => xml.Fragment()
                        .Open("Event").Close().Open("System").Close().Open("EventID").Close().Constant("1").End().End()
                        .Open("EventData").Close().Open("Data").Close().Constant("text").End().End().End().EndOfFragment());
                }
            });
        }

        using EvtxSource source = EvtxSource.FromMemory(builder.Build(), "test.evtx");
        using EvtxReader reader = new(source, EvtxText.Fresh);
        char[] room = new char[256];
        long chars = 0;
        for (int i = 0; i < 400; i++)
        {
            chars += Touch(reader, room);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 2000; i++)
        {
            chars += Touch(reader, room);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(chars > 100_000);
        Assert.Equal(0, allocated);
    }

    private static int Touch(EvtxReader reader, char[] room)
    {
        Assert.True(reader.Read());
        EvtxRecord record = reader.Record;
        int chars = 0;
        for (int i = 0; i < record.Layout.Fields.Length; i++)
        {
            EvtxValue value = record.GetValue(i);
            if (value.TryGetText(out ReadOnlySpan<char> text))
            {
                chars += text.Length;
            }
            else if (value.TryFormat(room, out int written))
            {
                chars += written;
            }
        }

        return chars;
    }
}
