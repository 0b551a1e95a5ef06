@main struct SwiftwayCommand { static func main() {} }
