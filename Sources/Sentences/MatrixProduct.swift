import COpenBLAS

/// A product of two matrices that lie row after row: `scale × left × right`.
struct MatrixProduct {
    var rows: Int
    var columns: Int
    /// How many numbers a row of the left and a column of the right have.
    var depth: Int
    /// How far the rows of the left, the right and the result lie apart, in numbers.
    var strides: (left: Int, right: Int, result: Int)
    /// Whether the columns of the right lie as rows.
    var isRightTransposed = false
    var scale: Float = 1
    /// Whether it is added to what the result holds already.
    var isAdded = false

    func callAsFunction(
        _ left: UnsafePointer<Float>,
        _ right: UnsafePointer<Float>,
        into result: UnsafeMutablePointer<Float>
    ) {
        cblas_sgemm(
            CblasRowMajor,
            CblasNoTrans,
            isRightTransposed ? CblasTrans : CblasNoTrans,
            Int32(rows),
            Int32(columns),
            Int32(depth),
            scale,
            left,
            Int32(strides.left),
            right,
            Int32(strides.right),
            isAdded ? 1 : 0,
            result,
            Int32(strides.result)
        )
    }
}
