using Hindcast.Sigma;
using Hindcast.Sigma.Loading;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>Makes rules for tests from the lines of their detection.</summary>
internal static class Rules
{
    public const string Head = "title: Test\nid: 11111111-1111-4111-8111-111111111111\nlogsource:\n    product: test\n";

    /// <summary>A rule with one selection of these lines.</summary>
    public static SigmaRule Of(params string[] selection) => One(Text(selection));

    public static string Text(params string[] selection) =>
        Head + "detection:\n    selection:\n" + string.Concat(selection.Select(l => $"        {l}\n")) + "    condition: selection\n";

    public static SigmaRule WithDetection(string detection) => One(Head + "detection:\n" + detection);

    public static SigmaRule One(string text, SigmaLoadOptions? options = null)
    {
        SigmaLoadResult result = SigmaLoader.LoadText(text, "test.yml", options);
        Assert.True(result.IsClean, string.Join('\n', result.Problems));
        return Assert.Single(result.Rules);
    }

    /// <summary>The only problem of a text.</summary>
    public static SigmaProblem Problem(string text)
    {
        SigmaLoadResult result = SigmaLoader.LoadText(text, "test.yml");
        return Assert.Single(result.Problems);
    }
}
