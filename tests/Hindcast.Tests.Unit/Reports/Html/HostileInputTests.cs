using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Reports.Html;

public sealed class HostileInputTests
{
    private static readonly string[] KnownAttributes =
    [
        "lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "aria-labelledby", "aria-label", "aria-current",
        "aria-hidden", "role", "tabindex", "scope", "open", "width", "height", "patternUnits", "patternTransform", "viewBox",
        "x", "y", "x1", "x2", "y1", "y2", "d", "text-anchor",
    ];

    public static TheoryData<string> Payloads =>
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title></style></svg><script>alert(1)</script>",
        "<!-- --!> <![CDATA[ ]]>", "&lt;script&gt;&#60;b&#62;", "`+ADw-script+AD4-`", "javascript:alert(1)", "a\u202egnp.exe\u2066\u200b\ufeff", "nul\0esc\u001b[31m\r\n\t\u0085",
        "lone\ud800surrogate\udc00", "line\u2028paragraph\u2029", "private\ue000 nonchar\uffff", "emoji 😀 tag \U000E0041", "Z\u0300\u0301\u0302\u0303\u0304\u0305",
    ];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Evidence_stays_text_in_every_field(string payload)
    {
        Page page = Page.Of(Poisoned(payload));
        Assert.Empty(page.Document.QuerySelectorAll("script, img, iframe, style:not(head > style)"));
        Assert.All(page.Document.All.SelectMany(e => e.Attributes), a =>
        {
            Assert.Contains(a.Name, KnownAttributes);
            Assert.True(a.Name != "href" || a.Value.StartsWith('#'), a.Value);
        });
        Assert.Empty(page.Document.Descendants<IComment>());
        Assert.DoesNotContain(page.Text, IsUnseen);
        Assert.All(page.Document.QuerySelectorAll("[id]"), e => Assert.Matches("^[A-Za-z0-9-]+$", e.Id));
    }

    /// <summary>Rows of long lists are data: an element that is no script, and whose text only JSON ever reads.</summary>
    [Theory]
    [MemberData(nameof(Payloads))]
    public void Rows_of_long_lists_hold_the_text_and_nothing_ends_their_element(string payload)
    {
        Assessment poisoned = Poisoned(payload);
        Page page = Page.Of(poisoned with
        {
            Findings = [.. Enumerable.Repeat(poisoned.Findings[0], 150)],
            Observations = [.. Enumerable.Repeat(poisoned.Observations[0], 1_200)],
        });
        IElement[] data = [.. page.Document.QuerySelectorAll("script[data-rows]")];
        Assert.Equal(["findings", "observations", "observations"], data.Select(d => d.GetAttribute("data-rows")));
        Assert.Single(page.Document.QuerySelectorAll("script:not([data-rows])"));
        Assert.Empty(page.Document.QuerySelectorAll("img, iframe, style:not(head > style)"));
        Assert.All(data, d =>
        {
            Assert.Equal("application/json", d.GetAttribute("type"));
            Assert.DoesNotContain(d.TextContent, c => c is '<' or '>' or > '~' or < ' ');
            using JsonDocument json = JsonDocument.Parse(d.TextContent);
            IReadOnlyList<string> texts = Page.Texts(json.RootElement);
            Assert.DoesNotContain(texts, t => t.EnumerateRunes().Any(r => r.IsBmp && IsUnseen((char)r.Value)));
            Assert.Contains(texts, t => t.Contains(Visible(payload), StringComparison.Ordinal));
        });
    }

    [Fact]
    public void What_cannot_be_seen_is_shown_as_its_code_point()
    {
        Page page = Page.Of(Poisoned("a\u202egnp.exe\0\U000E0041\ud800"));
        Assert.Contains("a<i>U+202E</i>gnp.exe<i>U+0000</i><i>U+E0041</i><i>U+D800</i>", page.Text, StringComparison.Ordinal);
        Assert.Contains("a[U+202E]gnp.exe[U+0000]", page.Document.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_of_every_script_stay_readable()
    {
        Assert.Contains("Prüfung Проверка 検査 בדיקה", Page.Of(Poisoned("Prüfung Проверка 検査 בדיקה")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Megabyte_strings_are_cut_with_a_note()
    {
        foreach (string text in new[] { new string('A', 1_000_000), new string('<', 1_000_000), new string('\u202e', 1_000_000) })
        {
            Page page = Page.Of(Poisoned(text));
            Assert.True(page.Bytes.Length < 300_000, $"{page.Bytes.Length}");
            Assert.Contains("cut here; 1,000,000 characters in all", page.Visible, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Unknown_and_repeated_claim_ids_are_never_links_or_anchors()
    {
        Assessment sample = SampleAssessment.Compromised();
        Page page = Page.Of(sample with
        {
            Observations = [sample.Observations[0], sample.Observations[0], sample.Observations[1] with { Id = "verdict" }],
            Verdict = sample.Verdict with { Reasons = [new Statement("x", ["O999", "javascript:alert(1)", "F١", "O1"])] },
        });
        Assert.Single(page.Document.QuerySelectorAll("[id=O1]"));
        Assert.Single(page.Document.QuerySelectorAll("[id=verdict]"));
        Assert.Single(page.Document.QuerySelectorAll("section[aria-labelledby=why] a"));
    }

    [Fact]
    public void Observation_of_an_unknown_rule_is_shown_by_its_rule()
    {
        Assessment sample = SampleAssessment.Compromised();
        Page page = Page.Of(sample with { Detections = [] });
        Assert.Contains("ssrf", page.Document.QuerySelector("#O2")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>The start of a payload up to what cannot be seen of it.</summary>
    private static string Visible(string payload) => string.Concat(payload.TakeWhile(c => !IsUnseen(c) && c is not '\n' && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));

    private static bool IsUnseen(char c) => c != '\n' && char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;

    /// <summary>The sample with the payload in every string that there is.</summary>
    private static Assessment Poisoned(string p)
    {
        Assessment s = SampleStory.With(SampleAssessment.Compromised(), _ => p);
        Statement statement = new(p, [p, "O1"]);
        LogName log = new(p, p);
        SourceLocation place = new(p, 1, 2, 3);
        return s with
        {
            SchemaVersion = p,
            Tool = p,
            Packs = [new(p, p, p)],
            Verdict = s.Verdict with { Headline = p, Reasons = [statement], Limits = [p] },
            Answers = [new(1, p, AnswerStatus.Partly, p, [statement], [p]), new(8, p, AnswerStatus.Partly, p, [statement], [p])],
            Exposure = new(
                [s.Exposure.Builds[0] with { Id = p, Name = p, FirstLocation = place, LastLocation = place, Sources = [p] }],
                [s.Exposure.Windows[0] with { Id = p, Vulnerability = p, Reason = p, Builds = [p] }]),
            Coverage = s.Coverage with { Logs = [s.Coverage.Logs[0] with { Log = log }], Absent = [new(p, p, p, p)] },
            Findings = [s.Findings[0] with { Id = p, Subject = p, Title = p, Reasons = [statement], Observations = [p], Pack = p }],
            Observations =
            [
                s.Observations[0] with { Id = p, RuleId = p, Location = place, RecordSha256 = p, Log = log, Fields = [new(p, p)] },
                s.Observations[1] with { Id = "O1", RuleId = "other", Location = place },
            ],
            Detections = [new(p, p, p, p, ObservationRole.Use, Outcome.Used, 1, 1, true), new("other", p, p, p, ObservationRole.Use, Outcome.Used, 0, 0, false)],
            Files = [s.Files[0] with { Path = p, OriginalPath = p, Sha256 = p, Format = p, Log = log }],
            Diagnostics = [new DiagnosticDescriptor(p, DiagnosticSeverity.Loss, p, p).At(place, p, p)],
        };
    }
}
