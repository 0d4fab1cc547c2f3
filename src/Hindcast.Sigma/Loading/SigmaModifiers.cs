using System.Text.RegularExpressions;
using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Loading;

/// <summary>The modifiers of one field key, checked against each other.</summary>
internal sealed class SigmaModifiers
{
    /// <summary>Every modifier of the specification (and <c>exact</c>, which takes wildcards literally).</summary>
    public static readonly string[] Names =
    [
        "contains", "startswith", "endswith", "all", "exact", "cased", "re", "i", "m", "s", "base64", "base64offset",
        "utf16", "utf16le", "utf16be", "wide", "windash", "cidr", "lt", "lte", "gt", "gte", "neq", "exists", "fieldref",
        "expand", "minute", "hour", "day", "week", "month", "year",
    ];

    private SigmaModifiers()
    {
    }

    public SigmaPosition Position { get; private set; }

    public bool All { get; private set; }

    public bool IsCased { get; private set; }

    public bool IsExact { get; private set; }

    public bool IsRegex { get; private set; }

    public RegexOptions RegexOptions { get; private set; }

    public bool IsCidr { get; private set; }

    public bool IsExists { get; private set; }

    public bool IsFieldReference { get; private set; }

    public bool IsNegated { get; private set; }

    public bool IsExpanded { get; private set; }

    public SigmaComparison? Comparison { get; private set; }

    public SigmaTimePart? TimePart { get; private set; }

    /// <summary>windash and encodings in the order in which they apply.</summary>
    public List<string> Transformations { get; } = [];

    /// <summary>Reads the modifiers; reports what is wrong with them and returns null then.</summary>
    public static SigmaModifiers? Read(SigmaDocument document, Yaml.SigmaNode key, string[] names)
    {
        SigmaModifiers modifiers = new();
        string previous = "";
        foreach (string name in names)
        {
            string? error = modifiers.Add(name, previous);
            if (error is not null)
            {
                bool isUnknown = error.Length == 0;
                document.Report(
                    isUnknown ? SigmaDiagnostics.UnknownModifier : SigmaDiagnostics.ModifierConflict, key,
                    isUnknown ? $"'{name}'" : error,
                    isUnknown ? "a modifier of the Sigma specification" : "modifiers that go together",
                    isUnknown ? SigmaSpelling.Nearest(name, Names) : "");
                return null;
            }

            previous = name;
        }

        if (modifiers.Conflict() is { } conflict)
        {
            document.Report(SigmaDiagnostics.ModifierConflict, key, conflict, "modifiers that go together");
            return null;
        }

        return modifiers;
    }

    /// <summary>Adds one; null when well, empty when unknown, else what is wrong.</summary>
    private string? Add(string name, string previous)
    {
        switch (name)
        {
            case "contains" or "startswith" or "endswith":
                if (Position != SigmaPosition.Whole)
                {
                    return $"'{name}' after another position";
                }

                Position = name switch { "contains" => SigmaPosition.Anywhere, "startswith" => SigmaPosition.Start, _ => SigmaPosition.End };
                break;
            case "all":
                All = true;
                break;
            case "cased":
                IsCased = true;
                break;
            case "exact":
                IsExact = true;
                break;
            case "re":
                IsRegex = true;
                break;
            case "i" or "m" or "s":
                if (previous is not ("re" or "i" or "m" or "s"))
                {
                    return $"'{name}' without 're' before it";
                }

                RegexOptions |= name switch
                {
                    "i" => RegexOptions.IgnoreCase,
                    "m" => RegexOptions.Multiline,
                    _ => RegexOptions.Singleline,
                };
                break;
            case "windash" or "wide" or "utf16" or "utf16le" or "utf16be" or "base64" or "base64offset":
                Transformations.Add(name);
                break;
            case "cidr":
                IsCidr = true;
                break;
            case "exists":
                IsExists = true;
                break;
            case "fieldref":
                IsFieldReference = true;
                break;
            case "expand":
                IsExpanded = true;
                break;
            case "neq":
                IsNegated = true;
                break;
            case "lt" or "lte" or "gt" or "gte":
                if (Comparison is not null)
                {
                    return $"'{name}' after another comparison";
                }

                Comparison = name switch
                {
                    "lt" => SigmaComparison.Less,
                    "lte" => SigmaComparison.LessOrEqual,
                    "gt" => SigmaComparison.Greater,
                    _ => SigmaComparison.GreaterOrEqual,
                };
                break;
            case "minute" or "hour" or "day" or "week" or "month" or "year":
                if (TimePart is not null)
                {
                    return $"'{name}' after another part of a date";
                }

                TimePart = Enum.Parse<SigmaTimePart>(name, ignoreCase: true);
                break;
            default:
                return "";
        }

        return null;
    }

    private string? Conflict()
    {
        List<string> kinds = [];
        Note(IsRegex, "re");
        Note(IsCidr, "cidr");
        Note(IsExists, "exists");
        Note(IsFieldReference, "fieldref");
        Note(Comparison is not null || TimePart is not null, Comparison is not null ? "a comparison" : "a part of a date");
        Note(Transformations.Count > 0, Transformations.Count > 0 ? Transformations[0] : "");
        if (kinds.Count > 1)
        {
            return $"'{kinds[0]}' together with '{kinds[1]}'";
        }

        bool takesPosition = kinds.Count == 0 || IsRegex || IsFieldReference || Transformations.Count > 0;
        if (Position != SigmaPosition.Whole && !takesPosition)
        {
            return $"contains, startswith or endswith together with '{kinds[0]}'";
        }

        if (IsExists && (IsExpanded || IsNegated || All))
        {
            return "'exists' together with another modifier";
        }

        int lastBase64 = Transformations.FindLastIndex(t => t.StartsWith("base64", StringComparison.Ordinal));
        return lastBase64 >= 0 && Transformations.FindIndex(lastBase64 + 1, t => t.StartsWith("utf16", StringComparison.Ordinal) || t == "wide") >= 0
            ? "an encoding after base64"
            : null;

        void Note(bool present, string name)
        {
            if (present)
            {
                kinds.Add(name);
            }
        }
    }
}
