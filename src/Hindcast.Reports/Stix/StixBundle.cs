using System.Globalization;
using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Attack;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Json;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Stix;

/// <summary>
/// A case as a STIX 2.1 bundle (OASIS, errata 01). The same case, key and times give the same bytes; ids stay the same from
/// export to export, so that a receiver updates instead of doubling.
/// </summary>
public sealed class StixBundle
{
    /// <summary>Groups of observations that become observed-data; what is beyond is counted in a note.</summary>
    public const int MaxObserved = 1000;

    private readonly SharedCase _shared;
    private readonly Assessment _case;
    private readonly StixObjects _objects;
    private readonly Dictionary<string, DetectionSummary> _detections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _observedByClaim = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _malwareByPage = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _vulnerabilities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _techniques = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _campaigns = new(StringComparer.Ordinal);
    private string _victim = "";
    private string _server = "";

    private StixBundle(SharedCase shared)
    {
        _shared = shared;
        _case = shared.Assessment;
        _objects = new StixObjects(shared);
        foreach (DetectionSummary detection in _case.Detections)
        {
            _detections.TryAdd(detection.RuleId, detection);
        }
    }

    /// <summary>Writes the bundle as indented JSON with a line feed at its end.</summary>
    public static string Write(SharedCase shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        StixBundle bundle = new(shared);
        bundle.Build();
        JsonObject root = new()
        {
            ["type"] = "bundle",
            ["id"] = $"bundle--{shared.Id("bundle", StixTime.Of(shared.Options.Modified)):D}",
            ["objects"] = bundle._objects.ToArray(),
        };
        return JsonText.File(root);
    }

    private void Build()
    {
        TlpLevel level = _shared.Options.Tlp;
        TlpLevel victimLevel = _shared.Options.IdentifyVictim && level < TlpLevel.AmberStrict ? TlpLevel.AmberStrict : level;
        _objects.Marking(victimLevel);
        AddVictim();
        _objects.Marking(level);
        AddVulnerabilities();
        AddTechniques();
        AddCampaigns();
        AddObserved();
        AddMalware();
        new StixActors(_case, _objects, _victim, _server).Add(_techniques, _malwareByPage, _campaigns, _observedByClaim);
        AddIndicators();
        AddNotes();
        AddReport();
    }

    private void AddVictim()
    {
        _victim = _objects.Victim();
        string host = _case.Observations.Select(o => o.Field("ServerHostName") ?? o.Field("ServerName") ?? o.Field("Computer"))
            .OfType<string>().GroupBy(h => h, StringComparer.OrdinalIgnoreCase).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Key).FirstOrDefault() ?? "Exchange server";
        JsonObject server = new()
        {
            ["name"] = host,
            ["description"] = "The assessed Microsoft Exchange server.",
            ["infrastructure_types"] = StixObjects.List(["victim"]),
        };
        if (_case.Exposure.Builds.Count > 0)
        {
            server["first_seen"] = StixTime.Of(_case.Exposure.Builds.Min(b => b.First));
            server["last_seen"] = StixTime.Of(_case.Exposure.Builds.Max(b => b.Last));
        }

        _server = _objects.Domain("infrastructure", "server", server);
        foreach (BuildSpan build in _case.Exposure.Builds.Where(b => b.Precision == BuildPrecision.SecurityUpdate).DistinctBy(b => b.Build))
        {
            _objects.Relate(_server, "consists-of", _objects.Observable("software", new JsonObject
            {
                ["name"] = "Exchange Server",
                ["vendor"] = "Microsoft",
                ["version"] = build.Build.ToString(),
            }));
        }
    }

    private void AddVulnerabilities()
    {
        IEnumerable<string> open = _case.Exposure.Windows.Where(w => w.State == ExposureState.Vulnerable).Select(w => w.Vulnerability);
        foreach (string cve in open.Concat(_case.Findings.Select(f => f.Subject)).Where(s => s.StartsWith("CVE-", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal))
        {
            string id = _objects.Domain("vulnerability", cve, new JsonObject
            {
                ["name"] = cve,
                ["external_references"] = new JsonArray(new JsonObject { ["source_name"] = "cve", ["external_id"] = cve }),
            });
            _vulnerabilities[cve] = id;
            if (open.Contains(cve))
            {
                _objects.Relate(_server, "has", id);
            }
        }
    }

    private void AddTechniques()
    {
        foreach (Technique technique in _case.Detections.Where(d => d.Matches > 0).Select(d => d.Technique).Distinct().Order(StringComparer.Ordinal)
            .Select(AttackTechniques.Find).OfType<Technique>())
        {
            _techniques[technique.Id] = _objects.AttackPattern(technique);
        }
    }

    private void AddCampaigns()
    {
        foreach (IGrouping<string, Finding> findings in _case.Findings.GroupBy(f => f.Pack, StringComparer.Ordinal))
        {
            PackReference? pack = _case.Packs.FirstOrDefault(p => p.Id == findings.Key);
            JsonObject properties = new()
            {
                ["name"] = pack?.Name ?? findings.Key,
                ["description"] = "The campaign whose marks were found. Times are those of this server; whether one actor or several are behind it is not said here.",
            };
            Span(properties, "first_seen", findings.Min(f => f.First), "last_seen", findings.Max(f => f.Last));
            string campaign = _objects.Domain("campaign", findings.Key, properties);
            _campaigns[findings.Key] = campaign;
            _objects.Relate(campaign, "targets", _victim);
            if (findings.Any(f => f.Outcome >= Outcome.Succeeded))
            {
                _objects.Relate(campaign, "compromises", _server);
            }

            foreach (Finding finding in findings.Where(f => _vulnerabilities.ContainsKey(f.Subject)))
            {
                _objects.Relate(campaign, "targets", _vulnerabilities[finding.Subject], StixObjects.Percent(finding.Confidence), finding.Title);
            }

            foreach (string technique in _case.Detections.Where(d => d.Pack == findings.Key && d.Matches > 0 && _techniques.ContainsKey(d.Technique))
                .Select(d => d.Technique).Distinct().Order(StringComparer.Ordinal))
            {
                _objects.Relate(campaign, "uses", _techniques[technique]);
            }
        }
    }

    /// <summary>One observed-data for the same request of the same client, as one detection met it.</summary>
    private void AddObserved()
    {
        var groups = _case.Observations.Where(o => o.Time is not null && _detections.ContainsKey(o.RuleId))
            .Select(o => (Observation: o, Request: StixRequest.Of(o)))
            .Where(x => x.Request is not null)
            .GroupBy(x => (x.Observation.RuleId, x.Request!))
            .ToArray();
        foreach (var group in groups.Take(MaxObserved))
        {
            EvidenceTime first = group.Min(x => x.Observation.Time!.Value), last = group.Max(x => x.Observation.Time!.Value);
            string client = _objects.Observable(group.Key.Item2.IsIpv6 ? "ipv6-addr" : "ipv4-addr", new JsonObject { ["value"] = group.Key.Item2.Client });
            string traffic = _objects.Observable("network-traffic", group.Key.Item2.Traffic(client));
            string observed = _objects.Domain("observed-data", $"{group.Key.RuleId} {traffic}", new JsonObject
            {
                ["first_observed"] = StixTime.Of(first),
                ["last_observed"] = StixTime.Of(last),
                ["number_observed"] = group.Count(),
                ["object_refs"] = StixObjects.List([client, traffic]),
            });
            foreach (var member in group)
            {
                _observedByClaim[member.Observation.Id] = observed;
            }
        }

        if (groups.Length > MaxObserved)
        {
            Note("observed-limit", "Not all requests are in this bundle",
                string.Create(CultureInfo.InvariantCulture, $"{groups.Length} groups of like requests were seen; the first {MaxObserved} are here."), [_server]);
        }
    }

    /// <summary>Pages that were left on the server; one that was only seen in use has no sample.</summary>
    private void AddMalware()
    {
        foreach (CaseIndicator page in _shared.Indicators.Where(i => i.Indicator.Kind is IndicatorKind.FilePath or IndicatorKind.UriPath && i.Subjects.Contains("web-shell")))
        {
            string value = page.Indicator.Value;
            string name = value[(value.LastIndexOfAny(['/', '\\']) + 1)..];
            if (_malwareByPage.ContainsKey(name))
            {
                continue;
            }

            JsonObject properties = new()
            {
                ["name"] = name,
                ["description"] = page.Outcome >= Outcome.Used ? "Page that was left on the server and used." : "Page that does not belong on the server.",
                ["malware_types"] = StixObjects.List(["webshell"]),
                ["is_family"] = false,
            };
            string[] samples = [.. Samples(name)];
            if (samples.Length > 0)
            {
                properties["sample_refs"] = StixObjects.List(samples);
            }

            EvidenceTime[] uses = [.. _shared.Indicators.Where(i => i.Indicator.Kind == IndicatorKind.UriPath && i.Indicator.Value.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase))
                .SelectMany(i => new[] { i.Indicator.First, i.Indicator.Last }).OfType<EvidenceTime>().Order()];
            Span(properties, "first_seen", uses.Length > 0 ? uses[0] : null, "last_seen", uses.Length > 0 ? uses[^1] : null);
            string malware = _objects.Domain("malware", name.ToLowerInvariant(), properties);
            _malwareByPage[name] = malware;
            _objects.Relate(malware, "targets", _server);
            foreach (string campaign in Campaigns(page))
            {
                _objects.Relate(campaign, "uses", malware);
            }
        }
    }

    private IEnumerable<string> Samples(string name)
    {
        foreach (Observation file in _case.Observations.Where(o => o.Field("TargetFilename") is not null).DistinctBy(o => o.Location))
        {
            string path = file.Field("TargetFilename")!;
            int slash = path.LastIndexOf('\\');
            if (slash < 1 || !string.Equals(path[(slash + 1)..], name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            JsonObject sample = [];
            if (IndicatorSanitiser.Clean(IndicatorKind.Sha256, file.Field("SHA256") ?? "", allowReserved: true).Indicator is { } hash)
            {
                sample["hashes"] = new JsonObject { ["SHA-256"] = hash.Value };
            }

            if (long.TryParse(file.Field("Size"), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            {
                sample["size"] = size;
            }

            sample["name"] = path[(slash + 1)..];
            sample["parent_directory_ref"] = _objects.Observable("directory", new JsonObject { ["path"] = path[..slash] });
            yield return _objects.Observable("file", sample);
        }
    }

    private void AddIndicators()
    {
        foreach (CaseIndicator found in _shared.Indicators)
        {
            Indicator value = found.Indicator;
            string pattern = StixPattern.Of(value);
            string indicator = _objects.Domain("indicator", pattern, new JsonObject
            {
                ["name"] = value.Value,
                ["description"] = value.Context,
                ["indicator_types"] = StixObjects.List([found.Outcome >= Outcome.Attempted ? "malicious-activity" : "anomalous-activity"]),
                ["pattern"] = pattern,
                ["pattern_type"] = "stix",
                ["pattern_version"] = "2.1",
                ["valid_from"] = value.First is { } first ? StixTime.Of(first) : StixTime.Of(_shared.Options.Created),
                ["confidence"] = StixObjects.Percent(Sureness(found)),
            });
            string name = value.Value[(value.Value.LastIndexOfAny(['/', '\\']) + 1)..];
            if (value.Kind is IndicatorKind.UriPath or IndicatorKind.FilePath && _malwareByPage.TryGetValue(name, out string? malware))
            {
                _objects.Relate(indicator, "indicates", malware);
            }

            foreach (string campaign in Campaigns(found))
            {
                _objects.Relate(indicator, "indicates", campaign);
            }

            string[] observed = [.. found.Claims.Where(_observedByClaim.ContainsKey).Select(c => _observedByClaim[c]).Distinct(StringComparer.Ordinal)];
            foreach (string data in observed)
            {
                _objects.Relate(indicator, "based-on", data);
            }

            JsonObject sighting = [];
            Span(sighting, "first_seen", value.First, "last_seen", value.Last);
            sighting["count"] = value.Sightings;
            sighting["sighting_of_ref"] = indicator;
            if (observed.Length > 0)
            {
                sighting["observed_data_refs"] = StixObjects.List(observed);
            }

            sighting["where_sighted_refs"] = StixObjects.List([_victim]);
            _objects.Domain("sighting", pattern, sighting);
        }
    }

    /// <summary>How sure it is that the value is the attacker's: an address that only tried may be a scanner or a proxy.</summary>
    private static Confidence Sureness(CaseIndicator found) => found.Outcome switch
    {
        >= Outcome.Succeeded => Confidence.High,
        Outcome.Reached => Confidence.Moderate,
        _ => Confidence.Low,
    };

    private IEnumerable<string> Campaigns(CaseIndicator found) => _case.Findings
        .Where(f => found.Subjects.Contains(f.Subject) && _campaigns.ContainsKey(f.Pack)).Select(f => _campaigns[f.Pack]).Distinct();

    private void AddNotes()
    {
        foreach (Finding finding in _case.Findings)
        {
            string subject = _vulnerabilities.GetValueOrDefault(finding.Subject) ?? _campaigns.GetValueOrDefault(finding.Pack, _server);
            Note($"finding {finding.Subject}", $"{finding.Id} {finding.Title} (confidence: {finding.Confidence.ToString().ToLowerInvariant()})",
                string.Join("\n", finding.Reasons.Select(r => $"- {r.Text}")), [subject]);
        }

        if (_case.Verdict.Limits.Count > 0)
        {
            Note("limits", "What the verdict does not cover", string.Join("\n", _case.Verdict.Limits.Select(l => $"- {l}")), [_server]);
        }
    }

    private void Note(string key, string title, string content, IEnumerable<string> about) =>
        _objects.Domain("note", key, new JsonObject
        {
            ["abstract"] = title,
            ["content"] = content.Length == 0 ? title : content,
            ["object_refs"] = StixObjects.List(about),
        });

    private void AddReport()
    {
        string covered = _case.Verdict is { CoveredFrom: { } from, CoveredTo: { } to }
            ? string.Create(CultureInfo.InvariantCulture, $" Evidence covers {from:yyyy-MM-dd} to {to:yyyy-MM-dd}.")
            : "";
        _objects.Domain("report", "report", new JsonObject
        {
            ["name"] = "Assessment of an Exchange server",
            ["description"] = _case.Verdict.Headline + covered + string.Concat(_case.Verdict.Reasons.Select(r => $"\n- {r.Text}")),
            ["report_types"] = StixObjects.List(["threat-report"]),
            ["published"] = StixTime.Of(_shared.Options.Modified),
            ["object_refs"] = StixObjects.List(_objects.Ids),
        });
    }

    private static void Span(JsonObject properties, string firstName, EvidenceTime? first, string lastName, EvidenceTime? last)
    {
        if (first is not null && last is not null)
        {
            properties[firstName] = StixTime.Of(first.Value);
            properties[lastName] = StixTime.Of(last.Value);
        }
    }
}
