using System.Text;
using CsCheck;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Text;

public sealed class ColumnEndsTests
{
    [Fact]
    public void Columns_are_those_of_the_splitter_that_makes_texts() =>
        Gen.Select(Gen.String[Gen.Char["ab, \"-1"], 0, 120], Gen.Bool).Sample((text, isCsv) =>
        {
            byte[] line = Encoding.UTF8.GetBytes(text);
            Range[] ranges = new Range[200];
            int expected = RowSplitter.Split(text, isCsv ? LogDialect.ExchangeCsv : LogDialect.W3c, ranges);
            int[] ends = new int[200];
            Assert.Equal(expected, ColumnEnds.Find(line, isCsv ? (byte)',' : (byte)' ', isCsv, ends));
            for (int i = 0; i < expected; i++)
            {
                Assert.Equal(ranges[i].End.GetOffset(text.Length), ends[i]);
            }
        });

    [Fact]
    public void Only_as_many_columns_are_found_as_there_is_room_for()
    {
        int[] ends = new int[3];
        Assert.Equal(3, ColumnEnds.Find("a,b,c,d,e"u8, (byte)',', quoted: true, ends));
        Assert.Equal("c"u8, ColumnEnds.Column("a,b,c,d,e"u8, ends, 2));
        Assert.Equal(1, ColumnEnds.Find(""u8, (byte)',', quoted: true, ends));
    }
}
