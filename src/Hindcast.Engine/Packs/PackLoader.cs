using System.Security.Cryptography;
using System.Text;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Exposure;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Sigma;
using Hindcast.Sigma.Correlations;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Engine.Packs;

/// <summary>Reads the packs folder: one folder a campaign, and <c>products/</c> for build tables.</summary>
public static class PackLoader
{
    private const int MaxTextBytes = 1 << 20;
    private const int MaxIndicatorBytes = 8 << 20;

    /// <summary>True when a folder holds any pack, usable or not.</summary>
    public static bool HasPacks(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateDirectories(folder).Any(d => File.Exists(Path.Combine(d, "pack.yml")));

    /// <summary>Loads everything below <paramref name="folder"/>. Trouble is in the result's problems.</summary>
    public static Knowledge Load(string folder)
    {
        List<CampaignPack> packs = [];
        List<SigmaProblem> problems = [];
        string[] packFolders = Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder).Where(d => File.Exists(Path.Combine(d, "pack.yml"))).Order(StringComparer.Ordinal)]
            : [];
        Dictionary<string, string> packOfRule = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, ProductWords> products = LoadWords(folder, problems);
        foreach (string packFolder in packFolders)
        {
            PackProblems trouble = new(Path.GetFileName(packFolder));
            if (LoadPack(packFolder, packOfRule, products, trouble) is { } pack)
            {
                packs.Add(pack);
            }

            problems.AddRange(trouble.All);
        }

        if (packs.Count == 0)
        {
            problems.Add(Plain(PackDiagnostics.NoPacks.At(new SourceLocation(Path.GetFileName(folder)), "no pack.yml", "packs/<campaign>/pack.yml")));
        }

        BuildTable builds = LoadBuilds(folder, problems);
        return new Knowledge(packs, builds, problems) { Files = LoadFiles(folder, problems) };
    }

    private static CampaignPack? LoadPack(
        string folder, Dictionary<string, string> packOfRule, IReadOnlyDictionary<string, ProductWords> products, PackProblems problems)
    {
        string id = Path.GetFileName(folder);
        try
        {
            if (PackFileReader.Read(id, Text(folder, "pack.yml", MaxTextBytes)!, products, problems) is not { } campaign)
            {
                return null;
            }

            string ruleFolder = Path.Combine(folder, "rules");
            SigmaLoadResult loaded = Directory.Exists(ruleFolder)
                ? SigmaLoader.LoadFolder(ruleFolder)
                : SigmaLoader.LoadTexts([]);
            problems.AddRules(loaded.Problems);
            Dictionary<string, DetectionMeaning> meanings = new(StringComparer.Ordinal);
            List<SigmaRule> rules =
                [.. loaded.Rules.OrderBy(r => r.Id, StringComparer.Ordinal).Where(r => Take(r.Header, meanings, packOfRule, id, problems))];
            List<SigmaCorrelation> correlations =
                [.. loaded.Correlations.Where(c => Take(c.Header, meanings, packOfRule, id, problems))];
            IReadOnlyList<PackIndicator> indicators =
                Text(folder, "indicators.csv", MaxIndicatorBytes) is { } csv ? IndicatorReader.Read(csv, problems) : [];
            foreach ((SigmaRule rule, DetectionMeaning meaning) in IndicatorRules.Make(id, indicators))
            {
                rules.Add(rule);
                meanings.Add(rule.Id, meaning);
            }

            campaign = campaign with
            {
                Detections = meanings,
                Actors = Text(folder, "actors.yml", MaxTextBytes) is { } actors ? ActorsReader.Read(actors, problems) : [],
                Actions = Text(folder, "playbook.md", MaxTextBytes) is { } playbook ? PlaybookReader.Read(playbook, problems) : [],
            };
            foreach (SubjectCheck check in campaign.Checks.Where(c => c.Rule.Length > 0 && !meanings.ContainsKey(c.Rule)))
            {
                problems.Add(PackDiagnostics.NotReadable, "pack.yml", 0, 0, $"rule {check.Rule} of '{check.Subject}'", "the id of a rule of the pack");
            }

            return new CampaignPack(campaign, rules, correlations, indicators, new PackReference(id, campaign.Name, Hash(folder)));
        }
        catch (Exception failure) when (failure is FormatException or IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            problems.Add(PackDiagnostics.NotReadable, "pack.yml", 0, 0, failure.Message, "docs/packs.md");
            return null;
        }
    }

    /// <summary>True when a rule or correlation says what it means and its id is its own; then its meaning is kept.</summary>
    private static bool Take(
        SigmaHeader header, Dictionary<string, DetectionMeaning> meanings, Dictionary<string, string> packOfRule, string pack, PackProblems problems)
    {
        string file = $"rules/{header.SourceFile}";
        if (MeaningReader.Read(header, out (SigmaNode? At, string Found, string Expected)? trouble) is not { } meaning)
        {
            problems.Add(
                PackDiagnostics.RuleWithoutMeaning, file, trouble?.At?.Line ?? header.SourceLine, trouble?.At?.Column ?? 0,
                trouble?.Found ?? "", trouble?.Expected ?? "");
            return false;
        }

        if (!packOfRule.TryAdd(header.Id, pack))
        {
            problems.Add(
                PackDiagnostics.SharedId, file, header.SourceLine, 0, $"id {header.Id}, which pack {packOfRule[header.Id]} has", "an id of its own");
            return false;
        }

        meanings.Add(header.Id, meaning);
        return true;
    }

    private static BuildTable LoadBuilds(string folder, List<SigmaProblem> problems)
    {
        List<BuildEntry> entries = [];
        List<Diagnostic> diagnostics = [];
        string products = Path.Combine(folder, "products");
        if (Directory.Exists(products))
        {
            foreach (string file in Directory.GetFiles(products, "builds.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                BuildTableReader.Read(file, entries, diagnostics);
            }
        }

        problems.AddRange(diagnostics.Select(Plain));
        return new BuildTable(entries);
    }

    /// <summary>How to speak of each product that has an answers.yml, by the name of its folder.</summary>
    private static Dictionary<string, ProductWords> LoadWords(string folder, List<SigmaProblem> problems)
    {
        Dictionary<string, ProductWords> words = new(StringComparer.Ordinal);
        string products = Path.Combine(folder, "products");
        string[] folders = Directory.Exists(products) ? Directory.GetDirectories(products) : [];
        foreach (string product in folders.Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(product);
            PackProblems trouble = new($"products/{name}");
            try
            {
                if (Text(product, ProductWordsReader.File, MaxTextBytes) is { } text && ProductWordsReader.Read(name, text, trouble) is { } read)
                {
                    words.Add(name, read);
                }
            }
            catch (Exception failure) when (failure is FormatException or IOException or UnauthorizedAccessException or DecoderFallbackException)
            {
                trouble.Add(PackDiagnostics.NotReadable, ProductWordsReader.File, 0, 0, failure.Message, "docs/packs.md");
            }

            problems.AddRange(trouble.All);
        }

        return words;
    }

    private static ProductFiles LoadFiles(string folder, List<SigmaProblem> problems)
    {
        List<ProductFile> files = [];
        List<Diagnostic> diagnostics = [];
        string products = Path.Combine(folder, "products");
        string[] tables = Directory.Exists(products) ? Directory.GetFiles(products, "files.csv", SearchOption.AllDirectories) : [];
        foreach (string file in tables.Order(StringComparer.Ordinal))
        {
            ProductFileReader.Read(file, files, diagnostics);
        }

        problems.AddRange(diagnostics.Select(Plain));
        return new ProductFiles(files);
    }

    private static SigmaProblem Plain(Diagnostic diagnostic) => new(diagnostic, 0, "", "");

    /// <summary>A file of the pack; null when it is not there.</summary>
    private static string? Text(string folder, string name, int maxBytes)
    {
        FileInfo file = new(Path.Combine(folder, name));
        return !file.Exists ? null
            : file.Length <= maxBytes ? File.ReadAllText(file.FullName, new UTF8Encoding(false, throwOnInvalidBytes: true))
            : throw new FormatException($"{name} is larger than {maxBytes} bytes");
    }

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
