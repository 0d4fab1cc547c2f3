using System.Globalization;
using System.Text;
using System.Text.Json;
using Hindcast.Cli.Output;
using Hindcast.Engine.Pages;
using Hindcast.WebShells;

namespace Hindcast.Cli.Pages;

/// <summary>Writes pages for people or as JSON lines, each encoded for its place. The same pages give the same bytes.</summary>
internal static class PageWriter
{
    private const int MostSigns = 6;

    internal static void Write(IReadOnlyList<PageHit> hits, bool json, Stream target)
    {
        if (json)
        {
            foreach (PageHit hit in hits)
            {
                using (Utf8JsonWriter writer = new(target))
                {
                    Write(hit, writer);
                }

                target.WriteByte((byte)'\n');
            }

            return;
        }

        using StreamWriter text = new(target, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (PageHit hit in hits)
        {
            Write(hit, text);
        }
    }

    private static void Write(PageHit hit, StreamWriter text)
    {
        PageReport report = hit.Report;
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{PageVerdictWords.Of(report.Verdict),-9} {report.Score,3}  {Terminal.Safe(hit.Path)}"));
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"               {report.Language}, {hit.LengthBytes} bytes, sha256 {hit.Sha256}"));
        if (report.Keys.Count > 0)
        {
            text.WriteLine($"               keys: {Terminal.Safe(string.Join(", ", report.Keys))}");
        }

        if (report.Families.Count > 0)
        {
            text.WriteLine($"               traits of: {string.Join(", ", report.Families)}");
        }

        if (hit.YaraRules.Count > 0)
        {
            text.WriteLine($"               YARA rules: {Terminal.Safe(string.Join(", ", hit.YaraRules))}");
        }

        if (report.VirtualPath is { } path)
        {
            text.WriteLine($"               compiled from: {Terminal.Safe(path)}");
        }

        if (report.Settings is { } settings)
        {
            text.WriteLine($"               says of itself: server {Terminal.Safe(settings.Server)}, build {Terminal.Safe(settings.Build)}, created {Terminal.Safe(settings.WhenCreated)}, "
                + $"changed {Terminal.Safe(settings.WhenChanged)}, by {Terminal.Safe(settings.OriginatingServer)}");
        }

        foreach (PageSign sign in report.Signs.Take(MostSigns))
        {
            string line = sign.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {sign.Line}: ") : "";
            text.WriteLine($"               {line}{sign.Reason}{(sign.FromRequest ? " (from the request)" : "")}: {Terminal.Safe(sign.Text)}");
        }
    }

    private static void Write(PageHit hit, Utf8JsonWriter json)
    {
        PageReport report = hit.Report;
        json.WriteStartObject();
        json.WriteString("path", hit.Path);
        json.WriteString("verdict", PageVerdictWords.Of(report.Verdict));
        json.WriteNumber("score", report.Score);
        json.WriteString("language", report.Language.ToString());
        json.WriteNumber("size", hit.LengthBytes);
        json.WriteString("sha256", hit.Sha256);
        List(json, "capabilities", report.Capabilities.Select(c => c.ToString()));
        List(json, "keys", report.Keys);
        List(json, "families", report.Families);
        List(json, "yara_rules", hit.YaraRules);
        json.WriteNumber("unread_bytes", report.UnreadBytes);
        json.WriteBoolean("incomplete", report.IsIncomplete);
        if (report.VirtualPath is { } path)
        {
            json.WriteString("virtual_path", path);
        }

        if (report.Settings is { } settings)
        {
            json.WriteStartObject("settings");
            json.WriteString("server", settings.Server);
            json.WriteString("build", settings.Build);
            json.WriteString("external_url", settings.ExternalUrl);
            json.WriteString("when_created", settings.WhenCreated);
            json.WriteString("when_changed", settings.WhenChanged);
            json.WriteString("originating_server", settings.OriginatingServer);
            json.WriteEndObject();
        }

        json.WriteStartArray("signs");
        foreach (PageSign sign in report.Signs)
        {
            json.WriteStartObject();
            json.WriteString("capability", sign.Capability.ToString());
            json.WriteString("reason", sign.Reason);
            json.WriteNumber("line", sign.Line);
            json.WriteNumber("offset", sign.OffsetBytes);
            json.WriteNumber("weight", sign.Weight);
            json.WriteBoolean("from_request", sign.FromRequest);
            json.WriteString("text", sign.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void List(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
