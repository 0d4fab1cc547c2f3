using Hindcast.Formats.Matching;

namespace Hindcast.Formats.Text;

/// <summary>The decoded rows of one block, and where they stood. One thread uses it again for block after block.</summary>
internal sealed class EscapedScratch
{
    private readonly List<(int Decoded, int Row)> _rows = [];
    private byte[] _bytes = [];
    private int _length;
    private LineHits _hits;

    internal void Clear()
    {
        _rows.Clear();
        _length = 0;
    }

    /// <summary>Room for a row of at most some bytes.</summary>
    internal Span<byte> BeginRow(int row, int mostBytes)
    {
        if (_bytes.Length - _length < mostBytes)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + mostBytes));
        }

        _rows.Add((_length, row));
        return _bytes.AsSpan(_length);
    }

    internal void EndRow(int bytes) => _length += bytes;

    /// <summary>Adds the places of the rows that hold a literal.</summary>
    internal void FindRows(LiteralSet literals, List<int> rows)
    {
        _hits.Clear();
        literals.FindLines(_bytes.AsSpan(0, _length), ref _hits);
        int row = 0;
        foreach (LiteralHit hit in _hits.Span)
        {
            while (row + 1 < _rows.Count && _rows[row + 1].Decoded <= hit.Offset)
            {
                row++;
            }

            rows.Add(_rows[row].Row);
        }
    }
}
