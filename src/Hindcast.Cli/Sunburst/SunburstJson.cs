using System.Text.Json;
using Hindcast.Analysis.Sunburst;

namespace Hindcast.Cli.Sunburst;

/// <summary>Decoded names and servers as JSON lines: first a line a name, then a line a server.</summary>
internal static class SunburstJson
{
    internal static void Write(IEnumerable<SunburstDecoding> decoded, IEnumerable<SunburstHost> hosts, TextWriter output)
    {
        foreach (SunburstDecoding decoding in decoded)
        {
            output.WriteLine(Line(writer =>
            {
                writer.WriteString("name", decoding.Name);
                if (decoding.Record is not { } record)
                {
                    writer.WriteString("rejected", decoding.Reason);
                    return;
                }

                writer.WriteString("kind", record.Kind.ToString().ToLowerInvariant());
                writer.WriteString("hostId", record.HostId);
                writer.WriteString("region", record.Region);
                if (record.Kind == SunburstRecordKind.Name)
                {
                    writer.WriteNumber("piece", record.Piece);
                    writer.WriteString("pieceText", record.PieceText);
                    return;
                }

                writer.WriteString("time", record.Time.ToString());
                writer.WriteBoolean("stage2", record.IsStage2);
                Products(writer, record.Products);
                if (record.OtherReading.Length > 0)
                {
                    writer.WriteString("otherReading", record.OtherReading);
                }
            }));
        }

        foreach (SunburstHost host in hosts)
        {
            output.WriteLine(Line(writer =>
            {
                writer.WriteString("server", host.HostId);
                writer.WriteString("domain", host.Domain.Text);
                writer.WriteBoolean("domainComplete", host.Domain.IsComplete);
                writer.WriteString("stage", JsonNamingPolicy.CamelCase.ConvertName(host.Stage.ToString()));
                writer.WriteString("firstEncoded", host.FirstEncoded?.ToString());
                writer.WriteString("lastEncoded", host.LastEncoded?.ToString());
                Products(writer, host.Products);
                Texts(writer, "secondStage", host.SecondStageNames);
                Texts(writer, "missing", host.Missing);
            }));
        }
    }

    private static void Products(Utf8JsonWriter writer, IEnumerable<SunburstProduct> products)
    {
        writer.WriteStartArray("products");
        foreach (SunburstProduct product in products)
        {
            writer.WriteStartObject();
            writer.WriteString("name", product.Name);
            writer.WriteBoolean("stopped", product.IsStopped);
            writer.WriteBoolean("running", product.IsRunning);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
