using System.Diagnostics;
using System.Text;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.IisConfig;
using Hindcast.Formats.Tasks;

namespace Hindcast.Tests.Unit.Formats.Artefacts;

/// <summary>XML that was made to hurt its reader, and XML that was cut or overwritten.</summary>
public sealed class HostileXmlTests
{
    private const string Body = """<system.webServer><modules><add name="a" type="A" /><add name="b" type="B" /></modules></system.webServer>""";

    [Theory]
    [InlineData("""<!DOCTYPE configuration SYSTEM "http://192.0.2.1/x.dtd">""")]
    [InlineData("""<!DOCTYPE configuration [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>""")]
    [InlineData("""<!DOCTYPE configuration [<!ENTITY f SYSTEM "file:///etc/passwd">]>""")]
    public void Type_definitions_are_refused_HC2102(string definition)
    {
        ReadArtefact read = ReadArtefact.Of($"{definition}\n<configuration>{Body}<x>&f;&c;</x></configuration>");
        Assert.Equal(["HC2102"], read.Codes);
        Assert.Empty(read.Records);
        Assert.True(read.Input.LostBytes > 100);
    }

    [Fact]
    public void Of_cut_xml_the_part_before_the_cut_is_kept_HC2101()
    {
        ReadArtefact read = ReadArtefact.Of($"<configuration>{Body}"[..^40]);
        Assert.Equal(["HC2101"], read.Codes);
        Assert.Equal(["a"], read.Records.Select(r => r.Value("Name")));
    }

    [Fact]
    public void Unknown_entities_end_the_reading_where_they_stand()
    {
        ReadArtefact read = ReadArtefact.Of($"<configuration>{Body}<x>&evil;</x></configuration>");
        Assert.Equal(["HC2101"], read.Codes);
        Assert.Equal(2, read.Records.Count);
    }

    [Fact]
    public void Depth_and_number_of_elements_are_limited_HC2107()
    {
        string deep = $"<configuration>{Body}{string.Concat(Enumerable.Repeat("<a>", 100_000))}";
        string many = $"<configuration>{Body}{string.Concat(Enumerable.Repeat("<a/>", 300_000))}</configuration>";
        Stopwatch clock = Stopwatch.StartNew();
        Assert.All([deep, many], text =>
        {
            ReadArtefact read = ReadArtefact.Of(text);
            Assert.Equal(["HC2107"], read.Codes);
            Assert.Equal(2, read.Records.Count);
        });
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_file_of_absurd_size_is_read_in_part_HC2103()
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"<configuration>{Body}{new string(' ', ArtefactInput.MaxWholeBytes)}</configuration>");
        ReadArtefact read = ReadArtefact.Of(bytes);
        Assert.Contains("HC2103", read.Codes);
        Assert.Equal(2, read.Records.Count);
        Assert.True(read.Input.LostBytes >= bytes.Length - ArtefactInput.MaxWholeBytes);
    }

    [Fact]
    public void Every_cut_and_many_single_byte_changes_of_a_small_file_are_survived()
    {
        byte[] whole = Encoding.UTF8.GetBytes($"<configuration>{Body}</configuration>");
        IisConfigReader config = new();
        ScheduledTaskReader task = new();
        for (int i = 0; i < whole.Length; i++)
        {
            ReadArtefact.With(config, whole[..i]);
            foreach (byte value in (ReadOnlySpan<byte>)[0, (byte)'<', (byte)'>', (byte)'&', (byte)'"', 0xFF])
            {
                byte[] changed = [.. whole];
                changed[i] = value;
                ReadArtefact read = ReadArtefact.With(config, changed);
                Assert.True(read.Records.Count == 2 || read.Codes.Any() || !changed.SequenceEqual(whole));
                ReadArtefact.With(task, changed);
            }
        }
    }

    [Fact]
    public void Junk_is_no_record_for_any_reader()
    {
        byte[] junk = new byte[200_000];
        new Random(7).NextBytes(junk);
        Assert.All(ArtefactFormats.All, reader => ReadArtefact.With(reader, junk));
        Assert.All(ArtefactFormats.All, reader => ReadArtefact.With(reader, []));
        Assert.Null(ArtefactFormats.Find(junk.AsSpan(0, 65536), "C:/x/unknown.bin"));
    }
}
