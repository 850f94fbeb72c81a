import '../../app/compose.ts'
import '../calls/index.ts'
import './web/screen.ts'

export const store = 1
