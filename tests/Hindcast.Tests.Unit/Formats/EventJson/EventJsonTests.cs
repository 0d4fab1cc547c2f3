using System.Text;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.EventJson;
using Hindcast.Tests.Unit.Formats.Artefacts;

namespace Hindcast.Tests.Unit.Formats.EventJson;

/// <summary>Exports of event logs as JSON. The events are made up; the forms are those that programs write.</summary>
public sealed class EventJsonTests
{
    private const string Own = """
        {"Event":{"#attributes":{"xmlns":"x"},"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}},"EventID":11,"TimeCreated":{"#attributes":{"SystemTime":"2021-03-03T04:23:22.370Z"}},"EventRecordID":7,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"ex01"},"EventData":{"Image":"c:\\windows\\w3wp.exe","TargetFilename":"C:\\a.aspx"}}}
        """;

    private const string Qualified = """
        {"Event":{"System":{"Provider":{"Name":"Microsoft-Windows-Sysmon"},"EventID":{"#attributes":{"Qualifiers":0},"#text":11},"TimeCreated":{"SystemTime":1614745402.37},"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"ex01"},"EventData":{"Image":"c:\\windows\\w3wp.exe","TargetFilename":"C:\\a.aspx"}}}
        """;

    private const string Velociraptor = """
        {"System":{"Provider":{"Name":"Microsoft-Windows-Sysmon","Guid":"{5770385F}"},"EventID":{"Value":11},"TimeCreated":{"SystemTime":1614745402.37},"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"ex01"},"EventData":{"Image":"c:\\windows\\w3wp.exe","TargetFilename":"C:\\a.aspx"}}
        """;

    private const string Winlogbeat = """
        {"@timestamp":"2021-03-03T04:23:22.370Z","event":{"code":"11"},"winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","provider_name":"Microsoft-Windows-Sysmon","event_id":"11","computer_name":"ex01","event_data":{"Image":"c:\\windows\\w3wp.exe","TargetFilename":"C:\\a.aspx"}}}
        """;

    private const string OldWinlogbeat = """
        {"@timestamp":"2021-03-03T04:23:22.370Z","log_name":"Microsoft-Windows-Sysmon/Operational","source_name":"Microsoft-Windows-Sysmon","event_id":11,"computer_name":"ex01","event_data":{"Image":"c:\\windows\\w3wp.exe","TargetFilename":"C:\\a.aspx"}}
        """;

    private const string EvtxEcmd = """
        {"PayloadData1":"x","Computer":"ex01","Payload":"{\"EventData\":{\"Data\":[{\"@Name\":\"Image\",\"#text\":\"c:\\\\windows\\\\w3wp.exe\"},{\"@Name\":\"TargetFilename\",\"#text\":\"C:\\\\a.aspx\"}]}}","Channel":"Microsoft-Windows-Sysmon/Operational","Provider":"Microsoft-Windows-Sysmon","EventId":11,"TimeCreated":"2021-03-03T04:23:22.3700000+00:00"}
        """;

    private const string Shipper = """
        {"EventTime":"2021-03-03 05:23:22","Hostname":"ex01","EventID":11,"SourceName":"Microsoft-Windows-Sysmon","Channel":"Microsoft-Windows-Sysmon/Operational","Image":"c:\\windows\\w3wp.exe","TargetFilename":"C:\\a.aspx","@timestamp":"2021-03-03T04:23:22.370Z","tags":["x"]}
        """;

    [Theory]
    [InlineData(Own)]
    [InlineData(Qualified)]
    [InlineData(Velociraptor)]
    [InlineData(Winlogbeat)]
    [InlineData(OldWinlogbeat)]
    [InlineData(EvtxEcmd)]
    [InlineData(Shipper)]
    public void Each_form_gives_the_same_event(string json)
    {
        ReadArtefact read = ReadArtefact.Of(json);
        ArtefactRecord record = Assert.Single(read.Records);
        Assert.Equal(new EventSource("Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon", 11), record.Shape.Event);
        Assert.StartsWith("2021-03-03T04:23:22.37", record.Time.ToString(), StringComparison.Ordinal);
        Assert.Equal(("ex01", "c:\\windows\\w3wp.exe", "C:\\a.aspx"), (record.Value("Computer"), record.Value("Image"), record.Value("TargetFilename")));
        Assert.Empty(read.Codes);
    }

    [Fact]
    public void What_PowerShell_writes_has_values_without_names()
    {
        ReadArtefact read = ReadArtefact.Of(
            """
            [
              { "Id": 1, "ProviderName": "MSExchange CmdletLogs", "LogName": "MSExchange Management", "MachineName": "ex01",
                "TimeCreated": "\/Date(1614745402370)\/", "Properties": [ { "Value": "Set-OabVirtualDirectory" }, { "Value": "-ExternalUrl 'x'" } ] },
              { "Id": 6, "ProviderName": "MSExchange CmdletLogs", "LogName": "MSExchange Management", "MachineName": "ex01",
                "TimeCreated": "2021-03-03T05:23:22.37+01:00", "Message": "Cmdlet failed." }
            ]
            """);
        Assert.Equal(["2021-03-03T04:23:22.370Z", "2021-03-03T04:23:22.370Z"], read.Records.Select(r => r.Time.ToString()));
        Assert.Equal("Cmdlet suceeded. Cmdlet Set-OabVirtualDirectory, parameters -ExternalUrl 'x'.", read.Records[0].Value("Message"));
        Assert.Equal("Cmdlet failed.", read.Records[1].Value("Message"));
        Assert.Equal([2, 4], read.Records.Select(r => (int)r.Location.Line));
    }

    [Fact]
    public void A_time_without_a_zone_is_told_HC2111()
    {
        ReadArtefact read = ReadArtefact.Of("""{"EventTime":"2021-03-03 05:23:22","EventID":11,"Channel":"Security"}""");
        Assert.Equal("2021-03-03T05:23:22Z", Assert.Single(read.Records).Time.ToString());
        Assert.Equal(["HC2111"], read.Codes);
    }

    [Theory]
    [InlineData("{\"EventID\":1,\"Channel\":\"Security\",\"A\":\"cut off\n", 26)]
    [InlineData("{\"EventID\":1,\"Channel\":\"Security\",\n", 35)]
    [InlineData("not JSON at all\n", 16)]
    [InlineData("{\"EventID\":\"x\",\"Channel\":\"Security\"}\n", 36)]
    [InlineData("{\"EventID\":1}\n", 13)]
    [InlineData("{\"EventID\":1,\"Channel\":{}}\n", 26)]
    public void A_broken_event_costs_itself_HC2110(string broken, int atLeast)
    {
        ReadArtefact read = ReadArtefact.Of(Own + "\n" + broken + Winlogbeat + "\n");
        Assert.Equal(2, read.Records.Count);
        Assert.Equal(["HC2110"], read.Codes);
        Assert.Equal(1, read.Input.BadRecords);
        Assert.InRange(read.Input.LostBytes, Math.Min(atLeast, broken.Length - 1), broken.Length);
    }

    [Fact]
    public void An_object_over_the_limit_is_skipped_whole()
    {
        string huge = $"{{\"EventID\":1,\"Channel\":\"Security\",\"A\":\"{new string('x', 3 * JsonObjectScanner.MaxObjectBytes)}\"}}\n";
        ReadArtefact read = ReadArtefact.Of(Own + "\n" + huge + Own + "\n");
        Assert.Equal(2, read.Records.Count);
        Assert.Equal(huge.Length, read.Input.LostBytes);
        Assert.Equal(3, read.Records[1].Location.Line);
    }

    [Fact]
    public void Half_a_surrogate_pair_costs_only_itself()
    {
        ArtefactRecord record = Assert.Single(ReadArtefact.Of("""{"EventID":1,"Channel":"Security","A":"\ud83d\ude00 \ud83d x","B":"y"}""").Records);
        Assert.Equal(("\U0001F600 \uFFFD x", "y"), (record.Value("A"), record.Value("B")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_16_has_its_places_in_the_file(bool bigEndian)
    {
        Encoding encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes($"{Own}\r\n{Winlogbeat.Replace("ex01", "éx😀", StringComparison.Ordinal)}\r\n{Own}")];
        ReadArtefact read = ReadArtefact.Of(bytes);
        Assert.Equal(["ex01", "éx😀", "ex01"], read.Records.Select(r => r.Value("Computer")));
        Assert.Equal(bytes.Length, read.Records[2].Location.OffsetBytes + read.Records[2].Location.LengthBytes);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"query\":\"a.example\",\"ts\":1614745402}")]
    [InlineData("[1,2,3]")]
    [InlineData("{\"EventID\":1}")]
    [InlineData("{\"EventID\":1,\"Channel\":\"Security\"")]
    public void Other_JSON_is_not_taken_for_events(string json) =>
        Assert.IsNotType<EventJsonReader>(ArtefactFormats.Find(Encoding.UTF8.GetBytes(json), "C:/x.json"));

    /// <summary>Every cut of a file and every changed byte: nothing is thrown, places stay inside, and whole events before the damage are there.</summary>
    [Fact]
    public void Damage_never_throws_and_loses_no_event_before_it()
    {
        byte[] whole = Encoding.UTF8.GetBytes(string.Join('\n', Own, Velociraptor, Winlogbeat, EvtxEcmd, Shipper));
        EventJsonReader reader = new();
        for (int cut = 0; cut < whole.Length; cut += 7)
        {
            int lines = whole.AsSpan(0, cut).Count((byte)'\n');
            Assert.InRange(ReadArtefact.With(reader, whole[..cut]).Records.Count, lines, lines + 1);
            byte[] changed = [.. whole];
            changed[cut] ^= 0x5A;
            Assert.InRange(ReadArtefact.With(reader, changed).Records.Count, 3, 5);
        }
    }
}
