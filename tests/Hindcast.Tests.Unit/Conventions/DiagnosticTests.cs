using System.Reflection;
using System.Text.RegularExpressions;
using Hindcast.Analysis.Campaigns;
using Hindcast.Engine;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Reports.Json;
using Hindcast.Sigma;

namespace Hindcast.Tests.Unit.Conventions;

public sealed class DiagnosticTests
{
    private static readonly Type[] OneOfEachProject =
        [typeof(Diagnostic), typeof(DetectedFormat), typeof(SigmaRule), typeof(Campaign), typeof(AssessmentJson), typeof(Assessor)];

    /// <summary>Every descriptor with the name that a test may fire it by: <c>SourceDiagnostics.FileChanged</c>.</summary>
    private static readonly (DiagnosticDescriptor Descriptor, string Name)[] All =
    [
        .. OneOfEachProject
            .SelectMany(t => t.Assembly.GetTypes())
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => ((DiagnosticDescriptor)f.GetValue(null)!, $"{f.DeclaringType!.Name}.{f.Name}")),
    ];

    private static readonly string Documents = string.Concat(Checkout.Files("docs/diagnostics", "*.md").Select(Checkout.Read));

    private static readonly string Tests = string.Concat(Checkout.Files("tests", "*.cs").Where(f => !f.Contains("/Conventions/", StringComparison.Ordinal)).Select(Checkout.Read));

    [Fact]
    public void Codes_are_unique_and_well_formed()
    {
        Assert.True(All.Length > 60);
        Assert.All(All, d => Assert.Matches("^HC[0-9]{4}$", d.Descriptor.Code));
        Assert.Equal(All.Length, All.Select(d => d.Descriptor.Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_code_is_documented_with_its_title() =>
        Assert.Empty(All.Where(d => !IsDocumented(d.Descriptor)).Select(d => d.Descriptor.Code).Except(KnownGaps.Codes));

    [Fact]
    public void Severities_in_documents_are_those_of_the_code()
    {
        List<string> wrong = [];
        foreach ((DiagnosticDescriptor descriptor, _) in All)
        {
            Match row = Regex.Match(Documents, $@"{descriptor.Code}(?: \| (\w+) \|| [^\n]*\n(\w+)\.)");
            string told = row.Groups[1].Value + row.Groups[2].Value;
            if (row.Success && Enum.TryParse(told, ignoreCase: true, out DiagnosticSeverity severity) && severity != descriptor.Severity)
            {
                wrong.Add($"{descriptor.Code}: {told} in docs, {descriptor.Severity} in code");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Documents_name_no_code_that_is_gone() =>
        Assert.Empty(Regex.Matches(Documents, "HC[0-9]{4}(?! to)").Select(m => m.Value).Except(All.Select(d => d.Descriptor.Code))
            .Except(["HC4099"]));

    [Fact]
    public void Every_code_is_fired_by_a_test() =>
        Assert.Empty(All.Where(d => !IsFired(d)).Select(d => d.Descriptor.Code).Except(KnownGaps.Codes).Order(StringComparer.Ordinal));

    /// <summary>True for a code that lacks its document or its test.</summary>
    internal static bool IsGap(string code)
    {
        (DiagnosticDescriptor Descriptor, string Name) found = All.FirstOrDefault(d => d.Descriptor.Code == code);
        return found.Descriptor is not null && !(IsDocumented(found.Descriptor) && IsFired(found));
    }

    private static bool IsDocumented(DiagnosticDescriptor descriptor) =>
        Regex.IsMatch(Documents, $@"{descriptor.Code}\b[^\n]*{Regex.Escape(descriptor.Title)}", RegexOptions.IgnoreCase);

    private static bool IsFired((DiagnosticDescriptor Descriptor, string Name) diagnostic) =>
        Tests.Contains(diagnostic.Descriptor.Code, StringComparison.Ordinal) || Regex.IsMatch(Tests, $@"{Regex.Escape(diagnostic.Name)}\b");
}
