using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Mappings;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>The built-in log source mappings, and the traps in which other tools were seen.</summary>
public sealed class MappingTests
{
    private static readonly (string, string)[] Sysmon1 = [("Channel", "Microsoft-Windows-Sysmon/Operational"), ("EventID", "1")];
    private static readonly (string, string)[] Audit4688 = [("Channel", "Security"), ("EventID", "4688")];
    private static readonly (string, string)[] Audit4657 = [("Channel", "Security"), ("EventID", "4657")];
    private static readonly (string, string)[] Iis = [("Log", "iis")];

    [Fact]
    public void Process_creation_is_sysmon_1_and_audit_4688_with_its_field_names()
    {
        const string Selection = "Image|endswith: '\\cmd.exe'\n    IntegrityLevel: High\n    ParentImage|contains: w3wp";
        const string Source = "product: windows, category: process_creation";
        Assert.True(Fires(Source, Selection, Sysmon1, ("Image", @"C:\x\CMD.EXE"), ("ParentImage", "w3wp.exe"), ("IntegrityLevel", "High")));
        Assert.True(Fires(Source, Selection, Audit4688, ("NewProcessName", @"C:\x\cmd.exe"), ("ParentProcessName", "w3wp.exe"), ("MandatoryLabel", "S-1-16-12288")));
        Assert.False(Fires(Source, Selection, Audit4688, ("NewProcessName", @"C:\x\cmd.exe"), ("ParentProcessName", "w3wp.exe"), ("MandatoryLabel", "S-1-16-8192")));
        Assert.False(Fires(Source, Selection, [("Channel", "Security"), ("EventID", "4689")], ("Image", "cmd.exe")));
    }

    [Fact]
    public void Registry_audit_joins_key_and_value_and_writes_hives_as_sysmon_does() =>
        Assert.True(Fires(
            "product: windows, category: registry_set", @"TargetObject: 'HKLM\Software\Run\evil'", Audit4657,
            ("ObjectName", @"\REGISTRY\MACHINE\Software\Run"), ("ObjectValueName", "evil"), ("OperationType", "%%1905")));

    [Theory]
    [InlineData("cs-uri-query|contains: '/owa/x.aspx?cmd='", "/owa/x.aspx", "cmd=1", true)]
    [InlineData("cs-uri-query: '/owa/x.aspx'", "/owa/x.aspx", "-", true)]
    [InlineData("cs-uri-query|contains: 'cmd=a b'", "/x", "cmd=a%20b", true)]
    [InlineData("cs-uri-query|contains: 'a%20b'", "/x", "cmd=a%20b", true)]
    [InlineData("cs-uri-query|contains|neq: 'a b'", "/x", "cmd=a+b", false)]
    [InlineData("cs-uri-stem|endswith: '.aspx'", "/x.ASPX", "-", true)]
    public void Webserver_rules_see_path_and_query_together_and_decoded(string selection, string stem, string query, bool expected) =>
        Assert.Equal(expected, Fires("category: webserver", selection, Iis, ("cs-uri-stem", stem), ("cs-uri-query", query)));

    [Fact]
    public void Httperr_rows_are_read_with_path_and_query_in_one_column() =>
        Assert.True(Fires(
            "product: iis, service: httperr", "cs-uri-stem|contains: '/ecp/y.js'\n    cs-uri-query|contains: '<script'\n    src_ip: 198.51.100.20\n    s-reason: AppOffline",
            [("Log", "httperr")], ("cs-uri", "/ecp/y.js?x=%3Cscript"), ("c-ip", "198.51.100.20"), ("s-reason", "AppOffline")));

    [Theory]
    [InlineData("eas", "Eas", true)]
    [InlineData("eas", "Ecp", false)]
    [InlineData("powershell-proxy", "PowerShell", true)]
    public void Protocols_without_a_log_of_their_own_are_rows_of_httpproxy(string service, string protocol, bool expected) =>
        Assert.Equal(expected, Fires($"product: exchange, service: {service}", "UrlStem: /x", [("Log", "exchange/httpproxy")], ("Protocol", protocol), ("UrlStem", "/x")));

    [Fact]
    public void Field_names_differ_in_case_and_in_blanks() =>
        Assert.True(Fires(
            "product: windows, service: windefend", "ThreatName|contains: Webshell\n    PATH: x",
            [("Channel", "Microsoft-Windows-Windows Defender/Operational"), ("EventID", "1116")], ("Threat Name", "Backdoor:ASP/Webshell"), ("Path", "x")));

    [Fact]
    public void Exchange_keywords_meet_the_message_as_its_reader_sees_it()
    {
        SigmaPlan plan = SigmaPlan.Compile([Rule("product: windows, service: msexchange-management", "'|all':\n      - OabVirtualDirectory\n      - ' -ExternalUrl '")]);
        SigmaEventShape shape = Shape([("Channel", "MSExchange Management"), ("EventID", "1")], "Data", "Data");
        string?[] values = ["Set-OabVirtualDirectory", "-ExternalUrl \"http://f/\""];
        ArraySlots bare = new(values);
        ArraySlots rendered = new(values, "Cmdlet suceeded. Cmdlet Set-OabVirtualDirectory, parameters -ExternalUrl \"http://f/\".");
        Assert.Equal(0, plan.CreateMatcher().Match(plan.ForShape(shape), ref bare).Length);
        Assert.Equal(1, plan.CreateMatcher().Match(plan.ForShape(shape), ref rendered).Length);
    }

    [Fact]
    public void Repeated_fields_match_when_one_value_does() =>
        Assert.True(Fires(
            "product: windows, service: application", "Data|contains|all: [one, two]", [("Channel", "Application"), ("EventID", "7")], ("Data", "one"), ("Data", "a two")));

    [Fact]
    public void Channels_are_told_apart_record_by_record_in_a_mixed_file()
    {
        SigmaRule[] rules = [Rule("product: windows, service: security", "EventID: 1"), Rule("product: windows, service: system", "EventID: 1")];
        SigmaPlan plan = SigmaPlan.Compile(rules);
        SigmaMatcher matcher = plan.CreateMatcher();
        ArraySlots slots = new([]);
        Assert.Equal([0], matcher.Match(plan.ForShape(Shape([("Channel", "Security"), ("EventID", "1")])), ref slots).ToArray());
        Assert.Equal([1], matcher.Match(plan.ForShape(Shape([("Channel", "System"), ("EventID", "1")])), ref slots).ToArray());
    }

    [Fact]
    public void Log_sources_without_mapping_are_named()
    {
        SigmaPlan plan = SigmaPlan.Compile([Rule("product: nothing", "A: 1"), Rule("product: linux, category: process_creation", "A: 1")]);
        Assert.Equal(2, plan.UnmappedLogSources.Count);
        Assert.All(plan.Problems, p => Assert.Equal("HC4070", p.Diagnostic.Code));
        Assert.Equal("*/nothing/*", plan.Problems[0].Diagnostic.Found);
    }

    [Theory]
    [InlineData("other: 1")]
    [InlineData("mappings:\n  - logsource: {product: x}")]
    [InlineData("mappings:\n  - logsource: {product: x}\n    sources:\n      - when: {Log: x}\n        fields: {A: {feild: B}}")]
    [InlineData("mappings: [")]
    public void Wrong_mapping_is_reported_and_left_out(string text)
    {
        List<SigmaProblem> problems = [];
        Assert.Empty(SigmaMappingReader.Read("own.yml", text, problems));
        Assert.Equal("HC4071", Assert.Single(problems).Diagnostic.Code);
    }

    [Fact]
    public void Own_mappings_overrule_the_built_in_ones()
    {
        IReadOnlyList<SigmaMapping> own = SigmaMappingReader.Read(
            "own.yml", "mappings:\n  - logsource: {category: proxy}\n    sources: [{when: {Log: squid}, fields: {c-uri: url}}]\n", new List<SigmaProblem>());
        SigmaPlan plan = SigmaPlan.Compile([Rule("category: proxy", "c-uri: x")], SigmaMappingSet.BuiltIn.With(own));
        ArraySlots slots = new(["x"]);
        Assert.Equal(1, plan.CreateMatcher().Match(plan.ForShape(Shape([("Log", "squid")], "url")), ref slots).Length);
        Assert.Equal(0, plan.CreateMatcher().Match(plan.ForShape(Shape([("Log", "proxy")], "url")), ref slots).Length);
    }

    private static bool Fires(string source, string selection, (string, string)[] constants, params (string Name, string Value)[] fields)
    {
        SigmaPlan plan = SigmaPlan.Compile([Rule(source, selection)]);
        SigmaEventShape shape = Shape(constants, [.. fields.Select(f => f.Name)]);
        ArraySlots slots = new([.. fields.Select(f => f.Value)]);
        return plan.CreateMatcher().Match(plan.ForShape(shape), ref slots).Length == 1;
    }

    private static SigmaEventShape Shape((string Name, string Value)[] constants, params string[] fields) =>
        new(constants.Select(c => KeyValuePair.Create(c.Name, c.Value)), fields);

    private static SigmaRule Rule(string source, string selection) =>
        Rules.One($"title: T\nlogsource: {{{source}}}\ndetection:\n  s:\n    {selection}\n  condition: s\n");
}
