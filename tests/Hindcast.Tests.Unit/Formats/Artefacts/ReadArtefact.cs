using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Artefacts;

/// <summary>An artefact read from start to end, by the reader that its content (or name) chose.</summary>
internal sealed record ReadArtefact(IArtefactReader Reader, ArtefactInput Input, List<ArtefactRecord> Records)
{
    internal IEnumerable<string> Codes => Input.Diagnostics.Select(d => d.Code);

    internal static ReadArtefact Of(string text, string path = "C:/evidence/file.txt") => Of(Encoding.UTF8.GetBytes(text), path);

    internal static ReadArtefact Of(byte[] bytes, string path = "C:/evidence/file.txt")
    {
        IArtefactReader? reader = ArtefactFormats.Find(bytes.AsSpan(0, Math.Min(bytes.Length, 65536)), path);
        Assert.NotNull(reader);
        return With(reader, bytes, path);
    }

    internal static ReadArtefact With(IArtefactReader reader, byte[] bytes, string path = "file")
    {
        List<ArtefactRecord> records = [];
        ArtefactInput input = new(
            "file", path, bytes.Length, new StreamBytes(default, new MemoryStream(bytes)),
            record =>
            {
                // Places are within the file and name the very bytes that the record hands out.
                SourceLocation at = record.Location;
                Assert.InRange(at.OffsetBytes, 0, bytes.Length);
                Assert.InRange(at.OffsetBytes + at.LengthBytes, 0, bytes.Length);
                Assert.Equal(record.Shape.Fields.Count, record.Values.Count);
                Assert.True(record.Raw.IsEmpty || record.Raw.Span.SequenceEqual(bytes.AsSpan((int)at.OffsetBytes, (int)at.LengthBytes)));
                records.Add(record);
            },
            TestContext.Current.CancellationToken);
        reader.Read(input);
        return new ReadArtefact(reader, input, records);
    }

    internal ArtefactRecord Single(string item) => Assert.Single(Records, r => r.Shape.Item == item);

    internal IEnumerable<ArtefactRecord> Items(string item) => Records.Where(r => r.Shape.Item == item);
}
