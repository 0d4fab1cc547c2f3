using System.Reflection;
using System.Text.Json;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Json;
using Hindcast.Tests.Unit.Reports.Html;

namespace Hindcast.Tests.Unit.Conventions;

public sealed class AssessmentSchemaTests
{
    /// <summary>Types that stand in assessment.json as one value, not as an object.</summary>
    private static readonly Type[] Values =
        [typeof(string), typeof(EvidenceTime), typeof(BuildNumber), typeof(DateOnly), typeof(bool), typeof(int), typeof(long)];

    private static readonly string Document = Checkout.Read("docs/assessment-schema.md");

    [Fact]
    public void Every_property_of_assessment_json_is_documented()
    {
        List<string> missing = [];
        foreach (Type type in Types(typeof(Assessment), []).Where(t => !t.IsEnum))
        {
            foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                string row = $"| `{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}` |";
                int section = Document.IndexOf($"## {type.Name}\n", StringComparison.Ordinal);
                int end = section < 0 ? -1 : Document.IndexOf("\n## ", section + 3, StringComparison.Ordinal);
                string text = section < 0 ? "" : end < 0 ? Document[section..] : Document[section..end];
                if (!text.Contains(row, StringComparison.Ordinal))
                {
                    missing.Add($"{type.Name}: {row}");
                }
            }
        }

        Assert.Empty(missing);
        Assert.Contains($"**{Assessment.CurrentSchemaVersion}**", Document, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_word_of_a_grade_is_documented_in_its_order()
    {
        Type[] grades = [.. Types(typeof(Assessment), []).Where(t => t.IsEnum), typeof(DiagnosticSeverity)];
        Assert.All(grades, grade => Assert.Contains(
            $"| {grade.Name} | {string.Join(", ", Enum.GetNames(grade).Select(n => $"`{JsonNamingPolicy.CamelCase.ConvertName(n)}`"))} |",
            Document, StringComparison.Ordinal));
    }

    [Fact]
    public void The_file_of_the_sample_is_as_documented()
    {
        using JsonDocument file = JsonDocument.Parse(Checkout.Read("tests/Hindcast.Tests.System/golden/proxylogon-synthetic/assessment.json"));
        Assert.Empty(new SchemaDocument(Document).Differences(file.RootElement));
    }

    [Fact]
    public void A_file_with_trouble_and_absent_logs_is_as_documented()
    {
        using MemoryStream stream = new();
        AssessmentJson.Write(SampleAssessment.Compromised(), stream);
        using JsonDocument file = JsonDocument.Parse(stream.ToArray());
        Assert.NotEmpty(file.RootElement.GetProperty("diagnostics").EnumerateArray());
        Assert.Empty(new SchemaDocument(Document).Differences(file.RootElement));
    }

    private static HashSet<Type> Types(Type type, HashSet<Type> known)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType)
        {
            type = type.GetGenericArguments()[0];
        }

        // Fields of a record are an object with free names; a diagnostic is written flat.
        if (Values.Contains(type) || type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal)
            || type == typeof(Diagnostic) || !known.Add(type) || type.IsEnum)
        {
            return known;
        }

        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Types(property.PropertyType, known);
        }

        return known;
    }
}
