using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Html;

namespace Hindcast.Tests.Unit.Reports.Html;

/// <summary>A report as its bytes, its text and the tree that an HTML parser makes of it.</summary>
internal sealed record Page(byte[] Bytes, string Text, IDocument Document)
{
    internal static Page Of(Assessment assessment)
    {
        byte[] bytes = Write(assessment);
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        return new Page(bytes, text, new HtmlParser().ParseDocument(text));
    }

    internal static byte[] Write(Assessment assessment)
    {
        using MemoryStream stream = new();
        HtmlReport.Write(assessment, stream);
        return stream.ToArray();
    }

    /// <summary>The texts of a block of rows, by another hand than the script's.</summary>
    internal static IReadOnlyList<string> Texts(JsonElement block)
    {
        List<string> texts = [];
        JsonElement[] parts = [.. block.GetProperty("s").EnumerateArray()];
        for (int i = 0; i < parts.Length; i += 2)
        {
            texts.Add((texts.Count > 0 ? texts[^1][..parts[i].GetInt32()] : "") + parts[i + 1].GetString());
        }

        return texts;
    }

    /// <summary>Everything that a reader sees.</summary>
    internal string Visible => Document.Body!.TextContent;
}
