using System.Reflection;
using System.Text.Json;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Conventions;

public sealed class AssessmentSchemaTests
{
    /// <summary>Types that stand in assessment.json as one value, not as an object.</summary>
    private static readonly Type[] Values =
        [typeof(string), typeof(EvidenceTime), typeof(BuildNumber), typeof(DateOnly), typeof(bool), typeof(int), typeof(long)];

    [Fact]
    public void Every_property_of_assessment_json_is_documented()
    {
        string document = Checkout.Read("docs/assessment-schema.md");
        List<string> missing = [];
        foreach (Type type in Objects(typeof(Assessment), []))
        {
            foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                string row = $"| `{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}` |";
                int section = document.IndexOf($"## {type.Name}\n", StringComparison.Ordinal);
                int end = section < 0 ? -1 : document.IndexOf("\n## ", section + 3, StringComparison.Ordinal);
                string text = section < 0 ? "" : end < 0 ? document[section..] : document[section..end];
                if (!text.Contains(row, StringComparison.Ordinal))
                {
                    missing.Add($"{type.Name}: {row}");
                }
            }
        }

        Assert.Empty(missing);
        Assert.Contains($"**{Assessment.CurrentSchemaVersion}**", document, StringComparison.Ordinal);
    }

    private static HashSet<Type> Objects(Type type, HashSet<Type> known)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType)
        {
            type = type.GetGenericArguments()[0];
        }

        // Fields of a record are an object with free names; a diagnostic is written flat.
        if (Values.Contains(type) || type.IsEnum || type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal)
            || type == typeof(Diagnostic) || !known.Add(type))
        {
            return known;
        }

        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Objects(property.PropertyType, known);
        }

        return known;
    }
}
