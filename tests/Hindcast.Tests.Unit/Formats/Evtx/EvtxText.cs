using System.Text;
using Hindcast.Formats.Evtx;

namespace Hindcast.Tests.Unit.Formats.Evtx;

/// <summary>Reads whole files to text, for tests.</summary>
internal static class EvtxText
{
    public static EvtxReadOptions Fresh => new() { Templates = new() };

    public static (List<string> Lines, EvtxSummary Summary) Json(byte[] file, EvtxReadOptions? options = null) =>
        Read(file, options, isXml: false);

    public static (List<string> Lines, EvtxSummary Summary) Xml(byte[] file, EvtxReadOptions? options = null) =>
        Read(file, options, isXml: true);

    private static (List<string> Lines, EvtxSummary Summary) Read(byte[] file, EvtxReadOptions? options, bool isXml)
    {
        using EvtxSource source = EvtxSource.FromMemory(file, "test.evtx");
        using EvtxReader reader = new(source, options);
        EvtxTextBuffer text = new();
        List<string> lines = [];
        while (reader.Read())
        {
            text.Clear();
            if (isXml)
            {
                EvtxXml.Write(reader.Record, text);
            }
            else
            {
                EvtxJson.Write(reader.Record, text);
            }

            lines.Add(Encoding.UTF8.GetString(text.Written));
        }

        return (lines, reader.Summary);
    }
}
