using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Exposure;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Sigma;
using Hindcast.Sigma.Loading;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hindcast.Engine.Packs;

/// <summary>Reads the packs folder: one folder a campaign, and <c>products/</c> for build tables.</summary>
public static class PackLoader
{
    private const int MaxPackBytes = 1 << 20;
    private const int Schema = 1;

    /// <summary>Loads everything below <paramref name="folder"/>. Trouble is in the result's diagnostics.</summary>
    public static Knowledge Load(string folder)
    {
        List<CampaignPack> packs = [];
        List<Diagnostic> diagnostics = [];
        string[] packFiles = Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder).Select(d => Path.Combine(d, "pack.yml")).Where(File.Exists).Order(StringComparer.Ordinal)]
            : [];
        foreach (string packFile in packFiles)
        {
            if (LoadPack(packFile, diagnostics) is { } pack)
            {
                packs.Add(pack);
            }
        }

        if (packs.Count == 0)
        {
            diagnostics.Add(PackDiagnostics.NoPacks.At(new SourceLocation(Path.GetFileName(folder)), "no pack.yml", "packs/<campaign>/pack.yml"));
        }

        return new Knowledge(packs, LoadBuilds(folder, diagnostics), diagnostics);
    }

    private static CampaignPack? LoadPack(string packFile, List<Diagnostic> diagnostics)
    {
        string folder = Path.GetDirectoryName(packFile)!;
        string id = Path.GetFileName(folder);
        PackDocument document;
        try
        {
            if (new FileInfo(packFile).Length > MaxPackBytes)
            {
                throw new FormatException($"larger than {MaxPackBytes} bytes");
            }

            document = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build()
                .Deserialize<PackDocument>(File.ReadAllText(packFile)) ?? throw new FormatException("empty");
            if (document.Schema != Schema || (document.Id.Length > 0 && document.Id != id))
            {
                throw new FormatException($"schema {document.Schema}, id '{document.Id}'; schema {Schema} and the name of the folder, '{id}', are needed");
            }

            SigmaLoadResult rules = SigmaLoader.LoadFolder(Path.Combine(folder, "rules"));
            diagnostics.AddRange(rules.Diagnostics);
            Dictionary<string, DetectionMeaning> meanings = new(StringComparer.Ordinal);
            List<SigmaRule> usable = [];
            foreach (SigmaRule rule in rules.Rules.OrderBy(r => r.Id, StringComparer.Ordinal))
            {
                if (MeaningReader.Read(rule.Header, out var trouble) is { } meaning && meanings.TryAdd(rule.Id, meaning))
                {
                    usable.Add(rule);
                }
                else
                {
                    diagnostics.Add(PackDiagnostics.RuleWithoutMeaning.At(
                        new SourceLocation($"{id}/rules/{rule.SourceFile}", Line: trouble?.At?.Line ?? rule.SourceLine),
                        trouble?.Found ?? $"id {rule.Id} a second time", trouble?.Expected ?? "an id of its own"));
                }
            }

            return new CampaignPack(Campaign(id, document, meanings), usable, new PackReference(id, document.Name, Hash(folder)));
        }
        catch (Exception failure) when (failure is YamlException or FormatException or IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(PackDiagnostics.NotReadable.At(new SourceLocation($"{id}/pack.yml"), failure.Message, "docs/packs.md"));
            return null;
        }
    }

    private static Campaign Campaign(string id, PackDocument document, Dictionary<string, DetectionMeaning> meanings) => new()
    {
        Id = id,
        Name = document.Name,
        Disclosed = Day(document.Disclosed),
        FirstKnownUse = document.FirstKnownUse is { Length: > 0 } first ? Day(first) : null,
        Vulnerabilities =
        [
            .. document.Vulnerabilities.Select(v =>
                new Vulnerability(v.Id, v.Title, Day(v.FixPublished), v.Affects, v.Precondition)),
        ],
        Detections = meanings,
        Chain = document.Chain is { } chain
            ? new StepChain(chain.Subject, chain.Steps, TimeSpan.FromMinutes(chain.WindowMinutes), chain.Because.Trim())
            : null,
        Evidence = document.Evidence,
        Logs = [.. document.Logs.Select(l => new NeededLog(l.Kind, l.Name, l.Path, l.Tells))],
        Actions = [.. document.Actions.Select(a => new RecommendedAction(Parse<Outcome>(a.From), a.Text.Trim()))],
    };

    private static BuildTable LoadBuilds(string folder, List<Diagnostic> diagnostics)
    {
        List<BuildEntry> entries = [];
        string products = Path.Combine(folder, "products");
        if (Directory.Exists(products))
        {
            foreach (string file in Directory.GetFiles(products, "builds.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                ReadBuilds(file, entries, diagnostics);
            }
        }

        return new BuildTable(entries);
    }

    private static void ReadBuilds(string file, List<BuildEntry> entries, List<Diagnostic> diagnostics)
    {
        int line = 0;
        foreach (string row in File.ReadLines(file))
        {
            line++;
            string[] columns = row.Split(',');
            if (line == 1 || row.Length == 0)
            {
                continue;
            }

            if (columns.Length != 5 || !BuildNumber.TryParse(columns[0], out BuildNumber build))
            {
                diagnostics.Add(PackDiagnostics.BuildRow.At(
                    new SourceLocation(Path.GetFileName(file), Line: line), row, "build,name,product,release_date,fixes"));
                continue;
            }

            bool dated = DateOnly.TryParseExact(
                columns[3], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly released);
            entries.Add(new BuildEntry(
                build, columns[1], columns[2], dated ? released : null,
                columns[4].Split(';', StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : throw new FormatException($"'{text}' is no day in the form yyyy-MM-dd");

    private static T Parse<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out T value)
            ? value
            : throw new FormatException($"'{text}' is none of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>
    /// One hash over names and contents, so that a report says exactly which knowledge was used. The pack's own tests are
    /// no knowledge: a new test case must not make two reports look as if they were made with different rules.
    /// </summary>
    private static string Hash(string folder)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => !f.StartsWith("tests/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            byte[] content = SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file)));
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\n{Convert.ToHexStringLower(content)}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
