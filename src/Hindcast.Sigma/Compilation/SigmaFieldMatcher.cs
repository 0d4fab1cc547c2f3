using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// All tests of all rules on one field as one matcher: whole values and ends in a tree read backwards, beginnings in a
/// tree, texts anywhere in a literal index; patterns with inner wildcards and regular expressions run only where a
/// literal that they require was found. Immutable; each thread brings its own scratch.
/// </summary>
internal sealed class SigmaFieldMatcher
{
    private readonly SigmaValueTest[] tests;
    private readonly SigmaTrie starts = new(backwards: false);
    private readonly SigmaTrie ends = new(backwards: true);
    private readonly SigmaLiteralIndex anywhere = new();
    private readonly SigmaLiteralIndex anywhereBeyondAscii = new();
    private readonly List<int> always = [];
    private readonly List<int> oddCase = [];
    private readonly Lazy<SigmaKeywordGate?> keywordGate;

    public SigmaFieldMatcher(SigmaValueTest[] tests, int number)
    {
        this.tests = tests;
        Number = number;
        keywordGate = new Lazy<SigmaKeywordGate?>(() => SigmaKeywordGate.Of(tests));
        for (int i = 0; i < tests.Length; i++)
        {
            switch (tests[i])
            {
                case SigmaPattern pattern:
                    AddPattern(i, pattern);
                    break;
                case SigmaRegex regex:
                    AddRegex(i, regex);
                    break;
                default:
                    always.Add(i);
                    break;
            }
        }

        starts.Freeze();
        ends.Freeze();
        anywhere.Freeze();
        anywhereBeyondAscii.Freeze();
    }

    /// <summary>Its number in the plan, for finding a thread's scratch.</summary>
    public int Number { get; }

    /// <summary>Tests and, above their number, requests of literals to run them.</summary>
    public int TargetCount => tests.Length * 2;

    /// <summary>True when remembering values costs less than testing them again.</summary>
    public bool IsWorthRemembering => tests.Length > 3 || always.Count > 0;

    /// <summary>The gate of its tests when they are keywords.</summary>
    public SigmaKeywordGate? KeywordGate => keywordGate.Value;

    /// <summary>Finds the numbers of the tests that a value meets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<int> Match(ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        SigmaValueMemory? memory = value.Length <= SigmaValueMemory.MaxLength ? scratch.Memory : null;
        ulong hash = 0;
        if (memory is not null)
        {
            hash = SigmaValueMemory.Hash(value);
            if (memory.TryGet(value, hash, out ReadOnlySpan<int> known))
            {
                return known;
            }
        }

        ReadOnlySpan<int> hits = Run(value, scratch);
        memory?.Keep(value, hash, hits);
        return hits;
    }

    /// <summary>The same for a value that is not worth remembering.</summary>
    public ReadOnlySpan<int> MatchOnce(ReadOnlySpan<char> value, SigmaFieldScratch scratch) => Run(value, scratch);

    private ReadOnlySpan<int> Run(ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        scratch.Start();
        if (!starts.IsEmpty)
        {
            starts.Find(value, scratch);
        }

        if (!ends.IsEmpty)
        {
            ends.Find(value, scratch);
        }

        if (!anywhere.IsEmpty)
        {
            anywhere.Find(value, scratch);
        }

        foreach (int test in always)
        {
            if (tests[test].Matches(value))
            {
                scratch.Report(test);
            }
        }

        // The fold of no other character is ASCII, and the fold of ASCII always is: a value of ASCII holds no other literal.
        if ((oddCase.Count > 0 || !anywhereBeyondAscii.IsEmpty) && !Ascii.IsValid(value))
        {
            anywhereBeyondAscii.Find(value, scratch);
            foreach (int test in oddCase)
            {
                scratch.Report(test + tests.Length);
            }
        }

        return Resolve(value, scratch);
    }

    /// <summary>Runs the tests that were asked for, and leaves only met tests in the scratch.</summary>
    private ReadOnlySpan<int> Resolve(ReadOnlySpan<char> value, SigmaFieldScratch scratch)
    {
        int count = scratch.Count;
        bool hasRequests = false;
        for (int i = 0; i < count; i++)
        {
            int request = scratch.Found[i] - tests.Length;
            if (request >= 0)
            {
                hasRequests = true;
                if (!scratch.IsReported(request) && tests[request].Matches(value))
                {
                    scratch.Report(request);
                }
            }
        }

        return hasRequests ? scratch.RemoveFrom(tests.Length) : scratch.Found;
    }

    private void AddPattern(int test, SigmaPattern pattern)
    {
        string? only = pattern.OnlyLiteral;
        int target = pattern.IsCased ? test + tests.Length : test;
        if (only is null || only.Length == 0)
        {
            string longest = pattern.Literals.MaxBy(l => l.Length) ?? "";
            if (longest.Length == 0)
            {
                always.Add(test);
            }
            else
            {
                AddAnywhere(longest, test + tests.Length);
            }
        }
        else if (pattern.IsAnchoredAtStart)
        {
            (pattern.IsAnchoredAtEnd ? ends : starts).Add(only, target, whole: pattern.IsAnchoredAtEnd);
        }
        else if (pattern.IsAnchoredAtEnd)
        {
            ends.Add(only, target, whole: false);
        }
        else
        {
            AddAnywhere(only, target);
        }
    }

    private void AddRegex(int test, SigmaRegex regex)
    {
        if (regex.Gates is not { } literals || literals.Min(l => l.Length) < 2)
        {
            always.Add(test);
            return;
        }

        foreach (string literal in literals)
        {
            AddAnywhere(literal, test + tests.Length);
        }

        if (regex.Options.HasFlag(RegexOptions.IgnoreCase) || regex.Pattern.Contains("(?", StringComparison.Ordinal))
        {
            oddCase.Add(test);
        }
    }

    private void AddAnywhere(string literal, int target) => (Ascii.IsValid(literal) ? anywhere : anywhereBeyondAscii).Add(literal, target);
}
