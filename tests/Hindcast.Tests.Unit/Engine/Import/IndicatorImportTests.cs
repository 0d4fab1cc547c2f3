using Hindcast.Engine.Import;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Misp;
using Hindcast.Reports.Sharing;
using Hindcast.Reports.Stix;
using Hindcast.Tests.Unit.Formats.Evtx;
using Hindcast.Tests.Unit.Reports.Html;
using Hindcast.Tests.Unit.Reports.Sharing;

namespace Hindcast.Tests.Unit.Engine.Import;

public sealed class IndicatorImportTests
{
    private static readonly ImportOptions Strict = new();
    private static readonly ImportOptions Lenient = new() { AllowReserved = true };

    public static TheoryData<string> Forms => ["stix", "misp", "csv"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_was_exported_is_what_is_imported(string form)
    {
        SharedCase shared = SharedSample.Of(SampleAssessment.Compromised());
        string text = form switch
        {
            "stix" => StixBundle.Write(shared),
            "misp" => MispEvent.Write(shared),
            _ => IndicatorsCsv.Write(shared),
        };
        Indicator[] exported = [.. shared.Indicators.Select(i => form == "misp" ? i.Indicator with { Sightings = 0 } : i.Indicator)];

        ImportedList imported = IndicatorImport.ReadText(text, "list", Lenient);

        Assert.NotEmpty(exported);
        Assert.Equal(exported, imported.Indicators);
        Assert.Empty(imported.Diagnostics);
    }

    [Fact]
    public void Odd_values_survive_each_form()
    {
        Indicator[] odd =
        [
            new() { Kind = IndicatorKind.UriPath, Value = "/a'b\\c,\"d\";e.aspx", Context = "=1+1" },
            new() { Kind = IndicatorKind.FilePath, Value = @"C:\it's, here\x.aspx", First = SampleAssessment.Time("2021-03-03T04:23:22.370Z"), Last = SampleAssessment.Time("2021-03-03T04:23:23Z"), Sightings = 7 },
        ];
        Assert.Equal(odd, IndicatorImport.ReadText(IndicatorsCsv.Write(odd, ""), "list.csv", Strict).Indicators.OrderBy(i => i.Kind));
    }

    [Fact]
    public void Every_refusal_is_named_with_its_line()
    {
        ImportedList list = IndicatorImport.ReadText(
            """
            # comment
            type;value;first_seen
            ipv4;5[.]254[.]43[.]18;2021-03-05
            ipv4;5.254.43.18;2021-03-01
            ipv4;10.0.0.1;
            sha256;893cd3583b49cb706b3e55ecb2ed0757b977a21f5c72e041392d1256f31166e;
            registry;HKLM\x;
            filename;help.aspx;
            domain;"not; a domain";
            """, "list.csv", Strict);

        Assert.Equal(
            [("HC7010", 3L), ("HC7009", 4L), ("HC7005", 5L), ("HC7003", 6L), ("HC7002", 7L), ("HC7006", 8L), ("HC7004", 9L)],
            list.Diagnostics.Select(d => (d.Code, d.Location.Line)));
        Indicator only = Assert.Single(list.Indicators);
        Assert.Equal("2021-03-01", only.First?.ToString());
    }

    [Fact]
    public void Objects_are_named_by_their_ids()
    {
        ImportedList stix = IndicatorImport.ReadText(
            """{"type":"bundle","objects":[{"type":"indicator","id":"indicator--1","pattern_type":"stix","pattern":"[process:name = 'x']"},{"type":"indicator","id":"indicator--2","pattern_type":"sigma","pattern":"title: x"},7,null,{"type":"indicator"}]}""", "b.json", Strict);
        ImportedList misp = IndicatorImport.ReadText(
            """{"Event":{"Attribute":[{"uuid":"u1","type":"regkey","category":"Persistence mechanism","value":"HKLM\\x"},{"uuid":"u2","type":"ip-dst|port","category":"Network activity","value":"5.254.43.18|443"},{"uuid":"u3","type":"comment","category":"Other","value":"x"}]}}""", "m.json", Strict);

        Assert.Equal(["HC7007", "HC7007", "HC7007"], stix.Diagnostics.Select(d => d.Code));
        Assert.StartsWith("indicator--1: [process", stix.Diagnostics[0].Found, StringComparison.Ordinal);
        Assert.Equal("HC7002", Assert.Single(misp.Diagnostics).Code);
        Assert.StartsWith("u1: regkey", misp.Diagnostics[0].Found, StringComparison.Ordinal);
        Assert.Equal("5.254.43.18", Assert.Single(misp.Indicators).Value);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1, 2")]
    [InlineData("""{"a": 1}""")]
    public void What_is_no_list_is_said_to_be_none(string text) =>
        Assert.Equal("HC7001", Assert.Single(IndicatorImport.ReadText(text, "x", Strict).Diagnostics).Code);

    [Fact]
    public void Deep_json_and_long_lists_end_at_a_limit()
    {
        Assert.Equal("HC7001", Assert.Single(IndicatorImport.ReadText(new string('[', 100_000), "deep", Strict).Diagnostics).Code);
        string many = string.Join("\n", Enumerable.Range(0, 100_005).Select(i => $"h{i}.attacker.example"));
        ImportedList list = IndicatorImport.ReadText(many, "long", Strict);
        Assert.Equal(100_000, list.Indicators.Count);
        Assert.Equal("HC7008", Assert.Single(list.Diagnostics).Code);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Equal("HC7001", Assert.Single(IndicatorImport.Read([Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())], Strict).Diagnostics).Code);

    /// <summary>The lists that were published in 2021, with what is taken and refused of each; the values are not in this repository.</summary>
    [Theory]
    [InlineData("eset/exchange_exploitation/samples.sha256", null, "", 23)]
    [InlineData("eset/exchange_exploitation/samples.sha1", null, "", 23)]
    [InlineData("eset/exchange_exploitation/samples.md5", null, "", 23)]
    [InlineData("ioc/mstic/Sample Data/Feeds/MSTICIoCs-ExchangeServerVulnerabilitiesDisclosedMarch2021.csv", null, "", 1)]
    [InlineData("ioc/mstic/Sample Data/Feeds/MSTICIoCs-ExchangeServerVulnerabilitiesDisclosedMarch2021.json", null, null, 152)]
    [InlineData("ioc/volexity-marauder/2021/2021-03-02 - Operation Exchange Marauder/indicators/indicators.csv", null, "", 13)]
    [InlineData("ioc/scs-labs/indicators/hashes", null, null, 8)]
    [InlineData("ioc/scs-labs/indicators/ip-addresses", null, null, 15)]
    [InlineData("ioc/scs-labs/indicators/webshell_names", null, null, 14)]
    [InlineData("ioc/scs-labs/indicators/webshell_paths", null, null, 9)]
    [InlineData("ioc/scs-labs/indicators/useragents", "user-agent", null, 15)]
    [InlineData("ioc/zer010bs/local.iocs", null, null, 55)]
    [InlineData("ioc/zer010bs/outlook_cn.iocs", null, null, 225)]
    public void Of_published_lists_every_value_is_taken_or_named(string file, string? kind, string? refused, int values)
    {
        string path = Path.Combine(SharedSamples.Unpacked("indicators"), file);
        path = File.Exists(path) ? path : Path.Combine(SharedSamples.Unpacked("indicators"), "indicators", file);
        ImportedList list = IndicatorImport.Read([path], Strict with { Kind = kind is null ? null : IndicatorKind.UserAgent });
        int named = list.Diagnostics.Count(d => d.Code is not "HC7010");

        Assert.True(list.Indicators.Count + named == values, $"{list.Indicators.Count} taken and {named} named of {values}");
        Assert.DoesNotContain(list.Diagnostics, d => d.Code is "HC7001" or "HC7008");
        if (refused is not null)
        {
            Assert.Equal(refused, string.Join(" ", list.Diagnostics.Where(d => d.Descriptor.Severity > DiagnosticSeverity.Info).Select(d => d.Code)));
        }
    }
}
