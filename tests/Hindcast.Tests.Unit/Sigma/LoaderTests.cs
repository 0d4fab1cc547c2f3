using Hindcast.Sigma;
using Hindcast.Sigma.Loading;

namespace Hindcast.Tests.Unit.Sigma;

public sealed class LoaderTests
{
    [Fact]
    public void Header_and_custom_fields_are_kept()
    {
        SigmaRule rule = Rules.One("""
            title: A title
            id: 22222222-2222-4222-8222-222222222222
            name: a_name
            status: test
            level: high
            description: |
                Two
                lines
            tags:
                - attack.t1190
            references: [https://example.org/]
            falsepositives:
                - None
            fields: [A, B]
            logsource:
                Product: ignored
                product: Windows
                service: security
            hindcast:
                question: still-in
                weight: 3
            detection:
                sel:
                    A: 1
                condition: sel
            """);
        Assert.Equal(SigmaLevel.High, rule.Level);
        Assert.Equal("a_name", rule.Name);
        Assert.Equal("Two\nlines\n", rule.Description);
        Assert.Equal(["attack.t1190"], rule.Tags);
        Assert.Equal("*/windows/security", rule.LogSource.ToString());
        Hindcast.Sigma.Yaml.SigmaMap custom = Assert.IsType<Hindcast.Sigma.Yaml.SigmaMap>(rule.CustomFields["hindcast"]);
        Assert.Equal("still-in", custom.Find("question")!.ToString());
        Assert.Equal(1, rule.SourceLine);
    }

    [Fact]
    public void Rule_without_id_gets_the_same_one_from_its_text_each_time()
    {
        string text = "title: T\nlogsource: {product: x}\ndetection: {s: {A: 1}, condition: s}\n";
        SigmaRule rule = Rules.One(text);
        Assert.False(rule.Header.IsIdStated);
        Assert.StartsWith("text-", rule.Id, StringComparison.Ordinal);
        Assert.Equal(rule.Id, Rules.One(text).Id);
    }

    [Fact]
    public void Broken_document_leaves_the_others_of_the_file()
    {
        SigmaLoadResult result = SigmaLoader.LoadText($"{Rules.Text("A: 1")}---\ntitle: [broken\n---\n{Rules.Text("B: 1")}", "many.yml");
        Assert.Equal(2, result.Rules.Count);
        Assert.Equal(3, result.DocumentCount);
        SigmaProblem problem = Assert.Single(result.Problems);
        Assert.Equal("HC4001", problem.Diagnostic.Code);
        Assert.Equal("many.yml", problem.Diagnostic.Location.File);
        Assert.True(problem.Diagnostic.Location.Line >= 11);
    }

    [Fact]
    public void Action_global_gives_its_keys_to_later_documents()
    {
        SigmaLoadResult result = SigmaLoader.LoadText("""
            action: global
            title: Collection
            id: 33333333-3333-4333-8333-333333333333
            level: low
            detection:
                sel:
                    A: 1
                condition: sel
            ---
            logsource: {product: one}
            ---
            logsource: {product: two}
            detection:
                sel:
                    B: 2
            ---
            action: repeat
            logsource: {product: three}
            ---
            action: reset
            title: Alone
            logsource: {product: four}
            detection: {s: {A: 1}, condition: s}
            """, "c.yml");
        Assert.True(result.IsClean, string.Join('\n', result.Problems));
        Assert.Equal(["one", "two", "three", "four"], result.Rules.Select(r => r.LogSource.Product));
        Assert.Equal(["Collection", "Collection", "Collection", "Alone"], result.Rules.Select(r => r.Title));
        Assert.Equal("B", TermField(result.Rules[2], 1));
    }

    [Fact]
    public void Aliases_and_block_texts_are_read()
    {
        SigmaRule rule = Rules.One("title: T\nlogsource: {product: x}\nvalues: &v [a, b]\ndetection:\n  s:\n    A: *v\n  condition: >-\n    s\n    or s\n");
        Assert.Single(rule.Detections);
    }

    private static string? TermField(SigmaRule rule, int part) =>
        rule.Detections[0].Term is Hindcast.Sigma.Detections.SigmaAllOf all
            ? ((Hindcast.Sigma.Detections.SigmaValueTerm)all.Parts[part]).Field
            : null;
}
