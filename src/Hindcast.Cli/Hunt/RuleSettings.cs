using System.Diagnostics.CodeAnalysis;
using System.Text;
using Hindcast.Cli.Output;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Mappings;
using Hindcast.Sigma.Tuning;

namespace Hindcast.Cli.Hunt;

/// <summary>What users bring beside rules: mappings of their own, and tuning.</summary>
/// <param name="Mappings">All mappings.</param>
/// <param name="Tuning">The tuning entries.</param>
internal sealed record RuleSettings(SigmaMappingSet Mappings, IReadOnlyList<SigmaTuningEntry> Tuning)
{
    private const long MaxFileBytes = 4 << 20;

    /// <summary>
    /// Reads the files; says on standard error all that is wrong in them. A file with an error is not used in part: what
    /// it was to change would go unnoticed.
    /// </summary>
    internal static bool TryRead(string? tuningFile, IEnumerable<string> mappingFiles, [NotNullWhen(true)] out RuleSettings? settings)
    {
        List<SigmaProblem> problems = [];
        List<SigmaMapping> mappings = [];
        IReadOnlyList<SigmaTuningEntry> tuning = [];
        settings = null;
        foreach (string file in mappingFiles)
        {
            if (!TryReadText(file, out string? text))
            {
                return false;
            }

            mappings.AddRange(SigmaMappingReader.Read(file, text, problems));
        }

        if (tuningFile is not null)
        {
            if (!TryReadText(tuningFile, out string? text))
            {
                return false;
            }

            tuning = SigmaTuningReader.Read(tuningFile, text, problems);
        }

        foreach (SigmaProblem problem in problems)
        {
            Console.Error.WriteLine($"hindcast: {Terminal.Safe(problem.ToString())}");
        }

        settings = new RuleSettings(SigmaMappingSet.BuiltIn.With(mappings), tuning);
        return problems.Count == 0;
    }

    private static bool TryReadText(string file, [NotNullWhen(true)] out string? text)
    {
        text = null;
        string why;
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: <= MaxFileBytes })
            {
                text = File.ReadAllText(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
                return true;
            }

            why = File.Exists(file) ? "larger than 4 MiB" : "no such file";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            why = failure is DecoderFallbackException ? "not UTF-8" : failure.Message;
        }

        Console.Error.WriteLine($"hindcast: {Terminal.Safe(file)}: {Terminal.Safe(why)}");
        return false;
    }
}
