using System.Reflection;
using System.Text.RegularExpressions;
using Hindcast.Engine;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Sigma;

namespace Hindcast.Tests.Unit.Conventions;

public sealed class DiagnosticTests
{
    /// <summary>Codes that no test fires yet. May only get shorter.</summary>
    private static readonly string[] KnownGaps = [];

    private static readonly DiagnosticDescriptor[] All =
    [
        .. new[] { typeof(DetectedFormat), typeof(SigmaRule), typeof(Assessor) }
            .SelectMany(t => t.Assembly.GetTypes())
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null)!),
    ];

    [Fact]
    public void Codes_are_unique_and_well_formed()
    {
        Assert.True(All.Length > 60);
        Assert.All(All, d => Assert.Matches("^HC[0-9]{4}$", d.Code));
        Assert.Equal(All.Length, All.Select(d => d.Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_code_is_documented()
    {
        string docs = string.Concat(Checkout.Files("docs/diagnostics", "*.md").Select(Checkout.Read));
        Assert.Empty(All.Where(d => !docs.Contains($"| {d.Code} |", StringComparison.Ordinal)
            && !Regex.IsMatch(docs, $@"{d.Code}\b[^\n]*{Regex.Escape(d.Title)}", RegexOptions.IgnoreCase)).Select(d => d.Code));
    }

    [Fact]
    public void Every_code_is_fired_by_a_test()
    {
        string tests = string.Concat(Checkout.Files("tests", "*.cs")
            .Where(f => !f.Contains("/Conventions/", StringComparison.Ordinal)).Select(Checkout.Read));
        Dictionary<string, string> names = new[] { typeof(DetectedFormat), typeof(SigmaRule), typeof(Assessor) }
            .SelectMany(t => t.Assembly.GetTypes()).SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .ToDictionary(f => ((DiagnosticDescriptor)f.GetValue(null)!).Code, f => $"{f.DeclaringType!.Name}.{f.Name}");
        string[] missing =
        [
            .. All.Select(d => d.Code).Where(code => !tests.Contains(code, StringComparison.Ordinal) && !tests.Contains(names[code], StringComparison.Ordinal))
                .Except(KnownGaps).Order(StringComparer.Ordinal),
        ];
        Assert.Empty(missing);
    }
}
