using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Reports.Notify;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hindcast.Engine.Duties;

/// <summary>Reads the duties to report from the packs folder (duties/*.yml): dated data, because law changes.</summary>
public static class DutyLoader
{
    private const int MaxFileBytes = 1 << 18;
    private static readonly string[] States = ["in-force", "proposed", "unclear"];
    private static readonly string[] Units = ["hours", "days", "business-days", "months", "none"];

    /// <summary>Loads every duty, in the order of the file names; trouble goes to <paramref name="diagnostics"/>.</summary>
    public static IReadOnlyList<Duty> Load(string packFolder, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        List<Duty> duties = [];
        string folder = Path.Combine(packFolder, "duties");
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yml") : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            try
            {
                if (new FileInfo(file).Length > MaxFileBytes)
                {
                    throw new FormatException($"larger than {MaxFileBytes} bytes");
                }

                duties.Add(Read(new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build()
                    .Deserialize<DutyDocument>(File.ReadAllText(file)) ?? throw new FormatException("empty")));
            }
            catch (Exception failure) when (failure is YamlException or FormatException or IOException or UnauthorizedAccessException)
            {
                diagnostics.Add(DutyDiagnostics.NotReadable.At(new SourceLocation($"duties/{Path.GetFileName(file)}"), failure.Message, "docs/sharing.md"));
            }
        }

        return duties;
    }

    private static Duty Read(DutyDocument document)
    {
        Need(document.Id.Length > 0 && document.Name.Length > 0 && document.AppliesTo.Length > 0 && document.ClockStart.Length > 0, "id, name, applies-to and clock-start");
        Need(document.Sources.Count > 0 && document.Deadlines.Count > 0, "a source and a deadline");
        Need(States.Contains(document.Status), $"as status one of {string.Join(", ", States)}");
        HashSet<string> named = new(StringComparer.Ordinal) { "" };
        foreach (DutyDocument.DeadlineDocument deadline in document.Deadlines)
        {
            Need(deadline.Name.Length > 0 && deadline.Recipient.Length > 0, "name and recipient of each deadline");
            Need(Units.Contains(deadline.Unit) && deadline.Amount is >= 0 and < 10_000, $"as unit one of {string.Join(", ", Units)}, and an amount");
            Need(named.Contains(deadline.After), $"a deadline before it that is called '{deadline.After}'");
            Need(deadline.Facts.All(FactSheet.Keys.Contains), $"facts out of {string.Join(", ", FactSheet.Keys)}");
            named.Add(deadline.Name);
        }

        return new Duty
        {
            Id = document.Id,
            Name = document.Name,
            Status = document.Status,
            AsOf = Day(document.AsOf),
            ValidFrom = document.ValidFrom is { Length: > 0 } from ? Day(from) : null,
            AppliesTo = document.AppliesTo.Trim(),
            ClockStart = document.ClockStart.Trim(),
            StartsWhenKnown = document.StartsWhenKnown,
            Conditions = document.Conditions.Trim(),
            Deadlines = [.. document.Deadlines.Select(d => new DutyDeadline(d.Name, d.Amount, d.Unit, d.After, d.Recipient, d.Facts))],
            Sources = document.Sources,
        };
    }

    private static void Need(bool held, string expected)
    {
        if (!held)
        {
            throw new FormatException($"needs {expected}");
        }
    }

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : throw new FormatException($"'{text}' is no day in the form yyyy-MM-dd");
}
